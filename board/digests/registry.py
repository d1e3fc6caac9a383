"""What a digest tells beside topics: registered from above, as this room does not know it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from common.work_items import PendingItem
from members.sections.models import Section
from members.users.models import User


@dataclass(frozen=True)
class Notice:
    """A line for the mailboxes of sections, told to each of them once."""

    key: str
    since: datetime.datetime
    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Notices:
    """`current` asks for those that may be told now and wait since that moment; `sections` hear of them."""

    current: Callable[[datetime.datetime], list[Notice]]
    sections: Callable[[], QuerySet[Section]]


_of_user: list[Callable[[User], list[PendingItem]]] = []
_notices: list[Notices] = []


def register_pending_items(of_user: Callable[[User], list[PendingItem]]) -> None:
    """Tell what waits for a person, in the order in which it is to be done."""
    _of_user[:] = [of_user]


def register_notices(notices: Notices) -> None:
    _notices[:] = [notices]


def pending_items_of(user: User) -> list[PendingItem]:
    return [item for of_user in _of_user for item in of_user(user)]


def current_notices(since: datetime.datetime) -> list[Notice]:
    return [notice for notices in _notices for notice in notices.current(since)]


def sections_told() -> list[int]:
    """The keys of the sections that hear of notices."""
    return [pk for notices in _notices for pk in notices.sections().values_list("pk", flat=True)]
