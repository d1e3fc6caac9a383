"""A request before anybody is asked: written by whoever of the organisation has time, thrown away."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.refusals import StaleVersion
from correspondence.requests.actions import has_same_files, lock, record_of, refuse_decided
from correspondence.requests.rules import can_edit_draft


def new_draft(model, by, *, values: Mapping, files=(), **facts):
    """A draft of the user's organisation; `values` are cleaned form fields, `facts` other columns."""
    organization = by.organization
    item = model(
        organization=organization,
        organization_name=organization.full_name,
        author=by,
        author_name=by.name,
        **facts,
    )
    _write(item, by, values, files)
    return item


@transaction.atomic
def save_draft(*, item, by, version: int, values: Mapping, files=()):
    """Save a draft on; raises StaleVersion where somebody else saved since `version`."""
    item = lock(type(item), item.pk)
    if not can_edit_draft(by, item):
        refuse_decided(item, by)
    if item.version != version:
        if _is_saved(item, by, values) and has_same_files(item, files):
            return item  # a double click
        raise StaleVersion(item)
    item.version += 1
    _write(item, by, values, files)
    record_of(item, by, "edited")
    return item


@transaction.atomic
def discard_draft(*, item, by) -> None:
    """Throw a draft away with its files; the audit log remembers that it was there."""
    item = lock(type(item), item.pk)
    if not can_edit_draft(by, item):
        refuse_decided(item, by)
    record_of(item, by, "discarded")
    discard_files(files_of(item))
    item.delete()


def copied_values(item, by, names: Iterable[str]) -> dict:
    """These fields for a new draft, and its section where that is still one of the user's organisation."""
    section = item.section
    own = section.is_open and section.organization_id == by.organization.pk
    return {name: getattr(item, name) for name in names} | {"section": section if own else None}


def _write(item, by, values: Mapping, files) -> None:
    for name, value in values.items():
        if name != item.CHOSEN:
            setattr(item, name, value)
    if values.get("section") is None:
        item.section = by.section
    item.saved_at, item.saved_by = timezone.now(), by
    item.save()
    getattr(item, item.CHOSEN).set(values.get(item.CHOSEN, ()) if item.asks_chosen else [])
    replace_files(files, to=item)


def _is_saved(item, by, values: Mapping) -> bool:
    """Whether it stands so already, saved by the same person."""
    wanted = {"section": by.section} | {name: value for name, value in values.items() if value is not None}
    chosen = {one.pk for one in wanted.pop(item.CHOSEN, ()) if item.asks_chosen}
    same = all(getattr(item, name) == value for name, value in wanted.items())
    return (
        same and item.saved_by_id == by.pk and chosen == {one.pk for one in getattr(item, item.CHOSEN).all()}
    )
