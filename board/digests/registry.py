"""What waits for the reader of a digest: registered from above, as this room does not know it."""

from collections.abc import Callable

from common.work_items import PendingItem
from members.users.models import User

_of_user: list[Callable[[User], list[PendingItem]]] = []


def register_pending_items(of_user: Callable[[User], list[PendingItem]]) -> None:
    """Tell what waits for a person, in the order in which it is to be done."""
    _of_user[:] = [of_user]


def pending_items_of(user: User) -> list[PendingItem]:
    return [item for of_user in _of_user for item in of_user(user)]
