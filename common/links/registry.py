"""Which records can be linked; each room registers its own at start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from common.links.models import Link


@dataclass(frozen=True)
class Linkable:
    """A model whose rows can be linked (つながる記録); it has `visible_to` and `get_absolute_url`.

    `view_name` is that of its page, by whose address a row is found. `is_public`: visitors may see rows of
    it; rows of any other model are never asked for on their pages.
    """

    key: str  # in addresses: "event"
    model: type[models.Model]
    kind: str  # what a reader calls it: "イベント・展示"
    view_name: str
    may_edit: Callable[[Any, Any], bool]  # (user, row): who links it
    is_public: bool = False
    number_of: Callable[[str], int | None] | None = None  # a number as people type it, where it has one

    @property
    def type_id(self) -> int:
        return ContentType.objects.get_for_model(self.model).pk

    def rows(self, user) -> models.QuerySet:
        """Those that the user may see."""
        return self.model._default_manager.visible_to(user)


_linkables: dict[str, Linkable] = {}


def register_linkable(linkable: Linkable) -> None:
    """Called in a room's `hooks.register()`."""
    _linkables[linkable.key] = linkable


def linkables() -> list[Linkable]:
    """All of them, in the order of their keys."""
    return [linkable for _, linkable in sorted(_linkables.items())]


def linkable_of(model: type[models.Model]) -> Linkable:
    return next(linkable for linkable in _linkables.values() if linkable.model is model)


def linkable_called(key: str) -> Linkable | None:
    return _linkables.get(key)


def public_linked_models() -> list[type[models.Model]]:
    """All that a public page with links may show, for `cached_for_visitors`."""
    return [Link, *(linkable.model for linkable in linkables() if linkable.is_public)]
