"""Lines in the history of a request."""


def record_step(item, by, kind, *, answer=None, note="", changes=None):
    """A line in the history, with the names of the time; `by` None is the clock."""
    section = by.section if by else None
    return item.steps.create(
        answer=answer,
        kind=kind,
        note=note,
        changes=changes or {},
        by=by,
        by_name=by.name if by else "",
        section_name=section.name if section else "",
    )
