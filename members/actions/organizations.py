"""What officers change about their own organisation, each change with its trace."""

from django.db import transaction

from members.models import Organization
from office import index, register


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
        register.record(by=by, verb=verb, obj=locked, changes=changes)
        if isinstance(locked, Organization):
            index.refresh(locked)
    return locked


def change_organization(*, organization, fields: dict, by) -> Organization:
    """Change introduction and web site."""
    return _change(organization, fields=fields, by=by, verb="members.organization_changed")


def change_name(*, user, name: str, by):
    """Change a person's name; the address is what he logs in with and stays."""
    return _change(user, fields={"name": name}, by=by, verb="members.user_renamed")
