"""A request before the wards know of it: draft, copy, approval inside the organisation, sending."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import StaleVersion
from correspondence.requests.actions import has_same_files, lock, refuse_decided
from correspondence.requests.rules import can_edit_draft
from members.organizations.models import Organization
from pamphlets.drafts import rules
from pamphlets.requests.models import PamphletRequest
from pamphlets.requests.rules import can_create_pamphlet

COPIED = ["title", "description", "size", "grams", "copies_per_box", "copies_available", "minimum_per_ward"]
COPIED += ["answers_shown"]


@transaction.atomic
def draft_pamphlet(*, by, values: Mapping, files=(), copied_from=None) -> PamphletRequest:
    """Keep a new request as a draft of his organisation. `values` are cleaned form fields."""
    if not can_create_pamphlet(by):
        raise PermissionDenied
    pamphlet = PamphletRequest(
        organization=by.organization,
        organization_name=by.organization.full_name,
        author=by,
        author_name=by.name,
        state=PamphletRequest.State.DRAFT,
    )
    _write(pamphlet, by, values, files)
    facts = {"copied_from": copied_from.pk} if copied_from else {}
    record(by=by, verb="pamphlets.pamphlet_drafted", obj=pamphlet, **facts)
    return pamphlet


@transaction.atomic
def edit_draft(*, pamphlet, by, version: int, values: Mapping, files=()) -> PamphletRequest:
    """Save a draft on; raises Overtaken where somebody saved since `version`."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not can_edit_draft(by, pamphlet):
        refuse_decided(pamphlet, by)
    if pamphlet.version != version:
        if _is_saved(pamphlet, by, values) and has_same_files(pamphlet, files):
            return pamphlet  # a double click
        raise StaleVersion(pamphlet)
    pamphlet.version += 1
    _write(pamphlet, by, values, files)
    record(by=by, verb="pamphlets.pamphlet_edited", obj=pamphlet)
    return pamphlet


def _is_saved(pamphlet, by, values: Mapping) -> bool:
    """Whether it stands so already, saved by himself."""
    wanted = {"section": by.section} | {name: value for name, value in values.items() if value is not None}
    chosen = {ward.pk for ward in wanted.pop("wards", ()) if not pamphlet.all_wards}
    same = all(getattr(pamphlet, name) == value for name, value in wanted.items())
    return same and pamphlet.saved_by_id == by.pk and chosen == {ward.pk for ward in pamphlet.wards.all()}


def _write(pamphlet, by, values: Mapping, files) -> None:
    for name, value in values.items():
        if name != "wards":
            setattr(pamphlet, name, value)
    if values.get("section") is None:
        pamphlet.section = by.section
    pamphlet.saved_at, pamphlet.saved_by = timezone.now(), by
    pamphlet.save()
    pamphlet.wards.set([] if pamphlet.all_wards else values.get("wards", ()))
    replace_files(files, to=pamphlet)


@transaction.atomic
def copy_pamphlet(*, pamphlet, by) -> PamphletRequest:
    """A new draft from an earlier request; its dates and its sample are of that time and stay behind."""
    if not rules.can_copy_pamphlet(by, pamphlet):
        raise PermissionDenied
    wards = list(Organization.objects.special_wards().filter(pk__in=pamphlet.answers.values("organization")))
    values = {name: getattr(pamphlet, name) for name in COPIED}
    values["all_wards"] = len(wards) == Organization.objects.special_wards().count()
    values["section"] = pamphlet.section if pamphlet.section.is_open else None
    return draft_pamphlet(by=by, values=values | {"wards": wards}, copied_from=pamphlet)


@transaction.atomic
def discard_draft(*, pamphlet, by) -> None:
    """Throw a draft away with its files; the register remembers that it was there."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not can_edit_draft(by, pamphlet):
        refuse_decided(pamphlet, by)
    record(by=by, verb="pamphlets.pamphlet_discarded", obj=pamphlet)
    discard_files(files_of(pamphlet))
    pamphlet.delete()
