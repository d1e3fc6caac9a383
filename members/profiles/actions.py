"""What an organisation changes on its public page; the secretariat sees each change."""

from django.db import transaction

from common.attachments.actions import attach_files, discard_files
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.versions import refuse_stale
from members.organizations.models import Organization
from members.organizations.profile import Theme
from members.organizations.rules import can_edit_organization
from members.reviews import audit_lines
from members.reviews.actions import queue_review

THEMES = ("themes_offer", "themes_seek")


def change_profile(*, organization, fields: dict, by, version: str = "") -> Organization:
    """Change what `fields` names; its "picture" is a kept StoredFile or None, the old one is discarded.

    Raises StaleVersion where somebody changed them since `version`.
    """
    with transaction.atomic():
        # base manager: an organisation that has left is put right too
        locked = (
            Organization._base_manager.select_for_update(of=("self",))
            .select_related("picture")
            .get(pk=organization.pk)
        )
        if not can_edit_organization(by, locked):
            raise ActionRefused("団体の紹介は、その団体の代表担当者か事務局だけが変更できます。")
        refuse_stale(locked, fields, version)
        changes = _changes(locked, fields)
        if not changes:
            return locked
        before = locked.picture
        for name, value in fields.items():
            setattr(locked, name, value)
        if locked.picture != before and locked.picture is not None:
            _attach_picture(locked.picture, locked)
        locked.save(update_fields=list(fields))
        if before is not None and locked.picture != before:
            discard_files([before])
        entry = record(by=by, verb="members.organization_changed", obj=locked, changes=changes)
        queue_review(entry=entry, organization=locked)
        refresh_index(locked)
    return locked


def _attach_picture(picture, organization) -> None:
    attach_files([picture], to=organization)
    if picture.owner_id != organization.pk:  # another window gave it to another object meanwhile
        raise ActionRefused("写真を保存できませんでした。もう一度選んでください。")


def _changes(row, fields: dict) -> dict:
    """`{label: [before, after]}` of the fields that differ, in words that stay readable."""
    return {
        str(row._meta.get_field(name).verbose_name): [_shown(name, getattr(row, name)), _shown(name, value)]
        for name, value in fields.items()
        if getattr(row, name) != value
    }


def _shown(name: str, value) -> str:
    return audit_lines.value_in_words([Theme(key).label for key in value] if name in THEMES else value)
