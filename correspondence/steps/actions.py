"""Lines in the history of a request."""


def record_step(item, by, kind, *, answer=None, note="", changes=None, section=None, name=""):
    """A line in the history, with the names of the time.

    `by` None is the clock, or somebody of the `section` who answered from its mailbox with their `name`.
    """
    section = by.section if by else section
    return item.steps.create(
        answer=answer,
        kind=kind,
        note=note,
        changes=changes or {},
        by=by,
        by_name=by.name if by else name,
        section=section,
        section_name=section.name if section else "",
    )
