from pamphlets.steps.models import PamphletStep


def record_step(pamphlet, by, kind, *, note="", changes=None) -> PamphletStep:
    """A line in the history of the request, with the names of the day."""
    return PamphletStep.objects.create(
        pamphlet=pamphlet, kind=kind, note=note, changes=changes or {}, by=by, by_name=by.name,
        section_name=by.section.name,
    )  # fmt: skip
