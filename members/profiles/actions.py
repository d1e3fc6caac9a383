"""What an organisation changes on its public page; the secretariat sees each change."""

from django.db import transaction

from members import rules, words
from members.models import Organization, Theme
from members.refusals import Refused
from members.reviews import put_before_secretariat
from office import cabinet, index, register

THEMES = ("themes_offer", "themes_seek")


def change_organization(*, organization, fields: dict, by) -> Organization:
    """Change what `fields` names; its "picture" is a kept StoredFile or None, the old one is discarded."""
    with transaction.atomic():
        # base manager: an organisation that has left is put right too
        locked = (
            Organization._base_manager.select_for_update(of=("self",))
            .select_related("picture")
            .get(pk=organization.pk)
        )
        if not rules.can_edit_organization(by, locked):
            raise Refused("団体の紹介は、その団体の代表か事務局だけが変更できます。")
        changes = _changes(locked, fields)
        if not changes:
            return locked
        before = locked.picture
        for name, value in fields.items():
            setattr(locked, name, value)
        if locked.picture != before and locked.picture is not None:
            _hang(locked.picture, locked)
        locked.save(update_fields=list(fields))
        if before is not None and locked.picture != before:
            cabinet.discard([before])
        entry = register.record(by=by, verb="members.organization_changed", obj=locked, changes=changes)
        put_before_secretariat(entry=entry, organization=locked)
        index.refresh(locked)
    return locked


def _hang(picture, organization) -> None:
    cabinet.attach([picture], to=organization)
    if picture.owner_id != organization.pk:  # another window gave it to another object meanwhile
        raise Refused("写真を保存できませんでした。もう一度選んでください。")


def _changes(row, fields: dict) -> dict:
    """`{label: [before, after]}` of the fields that differ, in words that stay readable."""
    return {
        str(row._meta.get_field(name).verbose_name): [_shown(name, getattr(row, name)), _shown(name, value)]
        for name, value in fields.items()
        if getattr(row, name) != value
    }


def _shown(name: str, value) -> str:
    return words.shown([Theme(key).label for key in value] if name in THEMES else value)
