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
    reads: tuple[str, ...] = ()  # relations that its name and address are made of
    # (user, arguments of its address): where an address says more than columns of the row
    row_at: Callable[[Any, dict], models.Model | None] | None = None

    @property
    def type_id(self) -> int:
        return ContentType.objects.get_for_model(self.model).pk

    def rows(self, user) -> models.QuerySet:
        """Those that the user may see."""
        rows = self.model._default_manager.visible_to(user)
        return rows.select_related(*self.reads) if self.reads else rows

    @property
    def models(self) -> list[type[models.Model]]:
        """All that its name and address are read from."""
        return [self.model, *(self.model._meta.get_field(name).related_model for name in self.reads)]


_linkables: dict[str, Linkable] = {}


def register_linkable(linkable: Linkable) -> None:
    """Called in a room's `hooks.register()`."""
    _linkables[linkable.key] = linkable


def linkables() -> list[Linkable]:
    """All of them, in the order of their keys."""
    return [linkable for _, linkable in sorted(_linkables.items())]


def linkables_by_type() -> dict[int, Linkable]:
    """The same by the key of their content type, asked for in one query."""
    types = ContentType.objects.get_for_models(*(linkable.model for linkable in linkables()))
    return {types[linkable.model].pk: linkable for linkable in linkables()}


def linkable_of(model: type[models.Model]) -> Linkable:
    return next(linkable for linkable in _linkables.values() if linkable.model is model)


def linkable_called(key: str) -> Linkable | None:
    return _linkables.get(key)


def public_linked_models() -> list[type[models.Model]]:
    """All that a public page with links may show, for `cached_for_visitors`."""
    public = (linkable for linkable in linkables() if linkable.is_public)
    return [Link, *(model for linkable in public for model in linkable.models)]
