"""How a request came along, as its readers may know it."""

from common.compiled_queries.compiled import compiled
from members.access.viewers import viewer_of


def steps_shown_to(user, item) -> list:
    """The steps of a request that they see, the first one first; one query."""
    steps = _steps(viewer_of(user), item.steps.model, item=item.pk)
    for step in steps:
        setattr(step, step.PARENT, item)
    return steps


@compiled
def _steps(viewer, step_model, *, item):
    steps = step_model.objects.filter(**{step_model.PARENT: item}).shown_to(viewer)
    return steps.select_related("answer").order_by("pk")
