"""The sections of an organisation (担当部署): added, changed, closed; the name stays on what was written."""

from django.db import transaction
from django.utils import timezone

from members import rules
from members.actions.bounces import reached
from members.actions.representation import admit, lock_people
from members.models import Section
from members.refusals import Refused
from members.reviews import put_before_secretariat
from office import register

ALREADY_THERE = "同じ名前の担当部署があります。別の名前を入力してください。"
ALREADY_CLOSED = "この担当部署は、すでに廃止されています。"


def add_section(*, organization, fields: dict, by) -> Section:
    """Add a section; one that was closed under the same name opens again with the contacts typed now."""
    with transaction.atomic():
        by = admit(by, organization)
        section = Section.objects.filter(organization=organization, name=fields["name"]).first()
        if section and section.is_open:
            raise Refused(ALREADY_THERE)
        verb = "members.section_reopened" if section else "members.section_added"
        section = section or Section(organization=organization)
        vars(section).update(fields)
        section.closed_at = section.closed_by = section.bounced_at = None
        section.save()
        if verb == "members.section_reopened":
            reached(section, by=by)
        entry = register.record(by=by, verb=verb, obj=section, mailbox=section.mailbox)
        put_before_secretariat(entry=entry, organization=organization)
    return section


def change_section(*, section, fields: dict, by) -> Section:
    """Change name and contacts; another mailbox is not the one that could not be reached."""
    with transaction.atomic():
        lock_people(section.organization)
        locked = Section.objects.select_for_update().get(pk=section.pk)
        if not locked.is_open:
            raise Refused(ALREADY_CLOSED)
        twins = Section.objects.filter(organization=locked.organization_id, name=fields.get("name", ""))
        if twins.exclude(pk=locked.pk).exists():
            raise Refused(ALREADY_THERE)
        changes = register.differences(locked, fields)
        if not changes:
            return section
        moved = fields.get("mailbox", locked.mailbox) != locked.mailbox
        vars(locked).update(fields)
        locked.save(update_fields=list(fields))
        entry = register.record(by=by, verb="members.section_changed", obj=locked, changes=changes)
        put_before_secretariat(entry=entry, organization=locked.organization)
        if moved:
            reached(locked, by=by)
    return locked


def why_not_closed(section) -> str:
    """Why a section cannot be closed (廃止) now, as a sentence that says what to do; empty where it can."""
    if not section.is_open:
        return ALREADY_CLOSED
    if section.users.active().exists():
        return (
            "担当者がいるため、廃止できません。先に、担当者を別の担当部署に移すか、利用を終了してください。"
        )
    planned = {"handovers__isnull": False, "handovers__done_at": None, "handovers__cancelled_at": None}
    if section.users.filter(**planned).exists():
        return "予定されている引継ぎがあるため、廃止できません。引継ぎが済むのを待つか、取り消してください。"
    others = Section.objects.open().filter(organization=section.organization_id).exclude(pk=section.pk)
    if not others.exists():
        return "ただ一つの担当部署のため、廃止できません。先に、新しい担当部署を追加してください。"
    return ""


def close_section(*, section, by) -> Section:
    """Close a section: it stands in no list any more; its name stays on what it wrote."""
    with transaction.atomic():
        by = admit(by, section.organization)
        locked = Section.objects.select_for_update().get(pk=section.pk)
        if refusal := why_not_closed(locked):
            raise Refused(refusal)
        if not rules.can_close_section(by, locked):
            raise Refused(ALREADY_CLOSED)
        locked.closed_at, locked.closed_by = timezone.now(), by
        locked.save(update_fields=["closed_at", "closed_by"])
        entry = register.record(by=by, verb="members.section_closed", obj=locked)
        put_before_secretariat(entry=entry, organization=locked.organization)
    return locked
