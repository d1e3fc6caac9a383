"""Changes of the standing rules of a ward (区の受入条件): the rule, its places, the days it is closed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.versions import refuse_stale
from members.organizations.models import Organization
from pamphlets.ward_rules.models import WardClosure, WardPlace, WardRule
from pamphlets.ward_rules.rules import can_edit_ward_rule

MAX_PLACES = 200
MAX_CLOSURES = 50
RULE_FIELDS = ["limit", "cannot_take", "delivery_to", "delivery_address", "delivery_hours", "note"]
PLACE_FIELDS = ["name", "capacity", "takes_deliveries", "address", "hours", "note"]
SAME_NAME = "「{name}」は既に登録されています。別の名称を入力してください。"


def _locked_ward(ward, by):
    """The ward's row, so that two officers of it change its rules one after the other."""
    if not can_edit_ward_rule(by, ward):
        raise PermissionDenied
    return Organization.objects.select_for_update(no_key=True).get(pk=ward.pk)


@transaction.atomic
def save_ward_rule(*, ward, by, values, version: str = "") -> WardRule:
    """Write the rule; a save that changes nothing still says that it was looked through today.

    Raises StaleVersion where a colleague wrote it since `version`.
    """
    ward = _locked_ward(ward, by)
    rule = WardRule.objects.filter(ward=ward).first() or WardRule(ward=ward)
    refuse_stale(rule, values, version)
    changes = _write(rule, RULE_FIELDS, values)
    rule.updated_at, rule.updated_by, rule.updated_by_name = timezone.now(), by, by.name
    rule.save()
    record(by=by, verb="pamphlets.ward_rule_saved", obj=ward, changes=changes)
    return rule


@transaction.atomic
def save_ward_place(*, ward, by, values, place=None, version: str = "") -> WardPlace:
    """Add a place (配布場所) or change one; a name stands once among the open ones.

    Raises StaleVersion where a colleague changed it since `version`.
    """
    ward = _locked_ward(ward, by)
    places = WardPlace.objects.open().filter(ward=ward)
    if place is None:
        if places.count() >= MAX_PLACES:
            raise ValidationError(
                f"登録できる場所は{MAX_PLACES}か所までです。使わない場所を廃止してください。"
            )
        place = WardPlace(ward=ward)
    else:
        place = places.get(pk=place.pk)
        refuse_stale(place, values, version)
    if places.filter(name=values["name"]).exclude(pk=place.pk).exists():
        raise ValidationError({"name": SAME_NAME.format(name=values["name"])})
    changes = _write(place, PLACE_FIELDS, values)
    place.save()
    record(by=by, verb="pamphlets.ward_place_saved", obj=ward, place=place.name, changes=changes)
    _note_update(ward, by)
    return place


@transaction.atomic
def close_ward_place(*, place, by) -> WardPlace:
    """Take a place out of use; what was once sent there keeps its name."""
    ward = _locked_ward(place.ward, by)
    place = WardPlace.objects.get(pk=place.pk)
    if place.closed_at is None:
        place.closed_at, place.closed_by = timezone.now(), by
        place.save(update_fields=["closed_at", "closed_by"])
        record(by=by, verb="pamphlets.ward_place_closed", obj=ward, place=place.name)
        _note_update(ward, by)
    return place


@transaction.atomic
def add_ward_closure(*, ward, by, values) -> WardClosure:
    """Days on which the ward takes nothing in (受取りのできない期間)."""
    ward = _locked_ward(ward, by)
    if WardClosure.objects.filter(ward=ward).count() >= MAX_CLOSURES:
        raise ValidationError(f"登録できる期間は{MAX_CLOSURES}件までです。過ぎた期間を削除してください。")
    closure = WardClosure.objects.create(ward=ward, **values)
    record(by=by, verb="pamphlets.ward_closure_added", obj=ward, days=str(closure), reason=closure.reason)
    _note_update(ward, by)
    return closure


@transaction.atomic
def remove_ward_closure(*, closure, by) -> None:
    ward = _locked_ward(closure.ward, by)
    record(by=by, verb="pamphlets.ward_closure_removed", obj=ward, days=str(closure))
    WardClosure.objects.filter(pk=closure.pk).delete()
    _note_update(ward, by)


def _write(row, fields, values) -> dict:
    """Set the fields; {label: [before, after]} of what changed."""
    changes = {}
    for name in fields:
        before, after = getattr(row, name), values[name]
        if before != after:
            changes[row._meta.get_field(name).verbose_name] = [before, after]
            setattr(row, name, after)
    return changes


def _note_update(ward, by) -> None:
    """When the ward's rules were last looked after, for whoever reads them."""
    now = {"updated_at": timezone.now(), "updated_by": by, "updated_by_name": by.name}
    WardRule.objects.update_or_create(ward=ward, defaults=now)
