"""What officers change about their own organisation, each change with its trace."""

from django.db import transaction
from django.utils import timezone

from members import rules
from members.models import Confirmation, Organization, Section
from members.refusals import Refused
from members.reviews import put_before_secretariat
from office import register


def _changes(row, fields: dict) -> dict:
    """`{label: [before, after]}` of the fields that differ."""
    return {
        str(row._meta.get_field(name).verbose_name): [getattr(row, name), value]
        for name, value in fields.items()
        if getattr(row, name) != value
    }


def _change(row, *, fields, by, verb):
    with transaction.atomic():
        locked = row._meta.model._base_manager.select_for_update().get(pk=row.pk)
        changes = _changes(locked, fields)
        if not changes:
            return row
        vars(locked).update(fields)
        locked.save(update_fields=list(fields))
        entry = register.record(by=by, verb=verb, obj=locked, changes=changes)
        if isinstance(locked, Section):
            put_before_secretariat(entry=entry, organization=locked.organization)
    return locked


def change_section(*, section, fields: dict, by):
    """Change name and contacts of a section; the secretariat sees it."""
    return _change(section, fields=fields, by=by, verb="members.section_changed")


def change_name(*, user, name: str, by):
    """Change a person's name; the address is what he logs in with and stays."""
    return _change(user, fields={"name": name}, by=by, verb="members.user_renamed")


def confirm_organization(*, organization, by) -> Confirmation:
    """The officer vouches that everything registered is right."""
    with transaction.atomic():
        locked = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
        if not rules.can_confirm_organization(by, locked):
            raise Refused("登録内容の確認は、その団体の担当者だけができます。")
        confirmation = Confirmation.objects.create(organization=locked, by=by, at=timezone.now())
        locked.confirmed_at = confirmation.at
        locked.confirmed_by = by
        locked.save(update_fields=["confirmed_at", "confirmed_by"])
        register.record(by=by, verb="members.organization_confirmed", obj=locked)
    return confirmation
