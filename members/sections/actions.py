"""The sections of an organisation (担当部署): added, changed, closed; the name stays on what was written."""

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import differences, record
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from common.versions import refuse_stale
from members.organizations.actions import lock_as_manager, lock_people
from members.organizations.models import Organization
from members.reviews.actions import queue_review
from members.sections import rules
from members.sections.emails import MailboxBounced
from members.sections.models import Section

ALREADY_THERE = "同じ名前の担当部署があります。別の名前を入力してください。"
ALREADY_CLOSED = "この担当部署は、すでに廃止されています。"


def add_section(*, organization, fields: dict, by) -> Section:
    """Add a section; one that was closed under the same name opens again with the contacts typed now."""
    with transaction.atomic():
        by = lock_as_manager(by, organization)
        section = Section.objects.filter(organization=organization, name=fields["name"]).first()
        if section is None:
            section = Section.objects.create(organization=organization, **fields)
            entry = record(by=by, verb="members.section_added", obj=section, mailbox=section.mailbox)
        elif section.is_open:
            raise ActionRefused(ALREADY_THERE)
        else:
            vars(section).update(fields, bounced_at=None)
            entry = reopen_section(section, by=by)
            clear_mailbox_bounce(section, by=by)
        queue_review(entry=entry, organization=organization)
    return section


def reopen_section(section, *, by) -> AuditEntry:
    """Open a closed section again with what its row holds now, in the caller's transaction."""
    section.closed_at = section.closed_by = None
    section.save()
    return record(by=by, verb="members.section_reopened", obj=section, mailbox=section.mailbox)


def change_section(*, section, fields: dict, by, version: str = "") -> Section:
    """Change name and contacts; another mailbox is not the one that could not be reached.

    Raises StaleVersion where somebody changed them since `version`.
    """
    with transaction.atomic():
        lock_people(section.organization)
        locked = Section.objects.select_for_update().get(pk=section.pk)
        if not locked.is_open:
            raise ActionRefused(ALREADY_CLOSED)
        refuse_stale(locked, fields, version)
        same_named = Section.objects.filter(organization=locked.organization_id, name=fields.get("name", ""))
        if same_named.exclude(pk=locked.pk).exists():
            raise ActionRefused(ALREADY_THERE)
        changes = differences(locked, fields)
        if not changes:
            return section
        moved = fields.get("mailbox", locked.mailbox) != locked.mailbox
        vars(locked).update(fields)
        locked.save(update_fields=list(fields))
        entry = record(by=by, verb="members.section_changed", obj=locked, changes=changes)
        queue_review(entry=entry, organization=locked.organization)
        if moved:
            clear_mailbox_bounce(locked, by=by)
    return locked


def closing_blocked_reason(section) -> str:
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
    """Close a section: it is in no list any more; its name stays on what it wrote."""
    with transaction.atomic():
        by = lock_as_manager(by, section.organization)
        locked = Section.objects.select_for_update().get(pk=section.pk)
        if refusal := closing_blocked_reason(locked):
            raise ActionRefused(refusal)
        if not rules.can_close_section(by, locked):
            raise ActionRefused(ALREADY_CLOSED)
        locked.closed_at, locked.closed_by = timezone.now(), by
        locked.save(update_fields=["closed_at", "closed_by"])
        entry = record(by=by, verb="members.section_closed", obj=locked)
        queue_review(entry=entry, organization=locked.organization)
    return locked


ONLY_SECRETARIAT_MARKS = "不達の登録と再送は、事務局だけができます。"


def mark_mailbox_bounced(*, section, by, reason="") -> Section:
    """Mail to this mailbox comes back: its organisation is told, the running round shows it."""
    if by is not None and not rules.can_mark_mailbox(by):
        raise ActionRefused(ONLY_SECRETARIAT_MARKS)
    with transaction.atomic():
        locked = lock_section(section)
        now = timezone.now()
        locked.confirmation_entries.running().waiting().filter(bounced_at=None).update(bounced_at=now)
        if locked.bounced_at:
            return locked
        locked.bounced_at = now
        locked.save(update_fields=["bounced_at"])
        record(by=by, verb="members.mailbox_bounced", obj=locked, mailbox=locked.mailbox, reason=reason)
        MailboxBounced(locked, at=f"{now:%Y%m%d%H%M%S}").write()
    return locked


def unmark_mailbox_bounced(*, section, by) -> Section:
    """The mailbox is reached after all."""
    if not rules.can_mark_mailbox(by):
        raise ActionRefused(ONLY_SECRETARIAT_MARKS)
    with transaction.atomic():
        locked = lock_section(section)
        clear_mailbox_bounce(locked, by=by)
    return locked


def clear_mailbox_bounce(section, by=None) -> None:
    """Forget in the caller's transaction that mail to the section came back or failed."""
    entries = section.confirmation_entries.running().filter(bounced_at__isnull=False)
    entries.filter(mail__state=OutgoingMail.State.FAILED).update(mail=None)
    entries.update(bounced_at=None)
    if Section.objects.filter(pk=section.pk, bounced_at__isnull=False).update(bounced_at=None):
        record(by=by, verb="members.mailbox_reached", obj=section, mailbox=section.mailbox)


def lock_section(section) -> Section:
    """The organisation first, as whoever answers does: nobody waits for each other for ever."""
    Organization.objects.select_for_update(of=("self",)).get(pk=section.organization_id)
    return Section.objects.select_for_update().get(pk=section.pk)
