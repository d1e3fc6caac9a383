"""What a record is linked with, as far as the reader may see it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import Resolver404, resolve

from common.compiled_queries.compiled import compiled
from common.links.models import Link
from common.links.registry import Linkable, linkable_of, linkables, linkables_by_type


@dataclass(frozen=True)
class LinkedRecord:
    """The other end of a link."""

    link_id: int
    kind: str
    row: Any

    @property
    def title(self) -> str:
        return str(self.row)

    @property
    def url(self) -> str:
        return self.row.get_absolute_url()


def linked_records(row: models.Model, user) -> list[LinkedRecord]:
    """What the reader may see of what `row` is linked with; they see `row` itself."""
    own_type = linkable_of(type(row)).type_id
    ends: dict[int, dict[int, int]] = {}
    for link in _links(type_id=own_type, row_id=row.pk):
        type_id, pk = _other_end(link, own_type, row.pk)
        ends.setdefault(type_id, {})[pk] = link.pk
    found = []
    for type_id, linkable in linkables_by_type().items() if ends else ():
        known = ends.get(type_id, {})
        if known and (linkable.is_public or user.is_authenticated):
            rows = linkable.rows(user).filter(pk__in=known).order_by("-pk")
            found += [LinkedRecord(known[other.pk], linkable.kind, other) for other in rows]
    return found


def is_linked(model: type[models.Model]) -> Exists:
    """Whether a row of this model is linked with anything: an expression for its own query."""
    type_id, own = linkable_of(model).type_id, OuterRef("pk")
    first, second = Q(first_type_id=type_id, first_id=own), Q(second_type_id=type_id, second_id=own)
    return Exists(Link.objects.filter(first | second))


@compiled
def _links(*, type_id, row_id):
    first, second = Q(first_type_id=type_id, first_id=row_id), Q(second_type_id=type_id, second_id=row_id)
    return Link.objects.filter(first | second)


def _other_end(link: Link, type_id: int, pk: int) -> tuple[int, int]:
    if (link.first_type_id, link.first_id) == (type_id, pk):
        return link.second_type_id, link.second_id
    return link.first_type_id, link.first_id


def record_at(typed: str, user) -> models.Model | None:
    """The record that the user may see, by the address of its page or by its number as people type it."""
    path = _path_in(typed)
    if not path:
        return _numbered(typed, user)
    try:
        match = resolve(path)
    except Resolver404:
        return None
    for linkable in linkables():
        if linkable.view_name == match.view_name:
            return _first(linkable, user, match.kwargs)
    return None


def _path_in(typed: str) -> str:
    """/events/12/ of a whole address or a path; "" of anything else."""
    try:
        path = urlsplit(typed).path
    except ValueError:  # an IPv6 address that is none
        return ""
    return path if path.startswith("/") else ""


def _numbered(typed: str, user) -> models.Model | None:
    for linkable in linkables():
        number = linkable.number_of(typed) if linkable.number_of else None
        if number is not None:
            return _first(linkable, user, {"pk": number})
    return None


def _first(linkable: Linkable, user, wanted: dict) -> models.Model | None:
    largest = 2**63 - 1
    if any(isinstance(value, int) and value > largest for value in wanted.values()):
        return None
    if linkable.row_at:
        return linkable.row_at(user, wanted)
    return linkable.rows(user).filter(**wanted).first()
