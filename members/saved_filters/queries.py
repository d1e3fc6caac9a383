from common.compiled_queries.compiled import compiled
from members.saved_filters.models import SavedFilter


@compiled
def _of_list(*, user, page):
    return SavedFilter.objects.filter(user=user, page=page)


def saved_filters_of(user, page: str) -> list[SavedFilter]:
    """A person's saved filters of one list, in their order."""
    return _of_list(user=user.pk, page=page)
