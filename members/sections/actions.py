"""The sections of an organisation (担当部署): added, changed, closed; the name stays on what was written."""

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import differences, record
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from common.versions import refuse_stale
from members.mail_tokens.actions import lock_resendable_token, send_token_mail, tokens_of, use_token
from members.mail_tokens.models import MailToken
from members.organizations.actions import lock_as_manager, lock_people
from members.organizations.models import Organization
from members.reviews.actions import queue_review
from members.sections import emails, rules
from members.sections.models import CAN_BE_PUT_BACK_FOR, Section

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
            before = section.mailbox
            vars(section).update(fields, bounced_at=None)
            entry = reopen_section(section, by=by)
            clear_mailbox_bounce(section, by=by)
            note_new_mailbox(section, before=before, by=by)
        queue_review(entry=entry, organization=organization)
    return section


def reopen_section(section, *, by) -> AuditEntry:
    """Open a closed section again with what its row holds now, in the caller's transaction."""
    section.closed_at = section.closed_by = None
    section.save()
    return record(by=by, verb="members.section_reopened", obj=section, mailbox=section.mailbox)


def change_section(*, section, fields: dict, by, version: str = "", reason: str = "") -> Section:
    """Change name and contacts; another mailbox is not the one that could not be reached.

    With a reason it is a correction by others, of which the section and its people are told.
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
        before = locked.mailbox
        vars(locked).update(fields)
        locked.save(update_fields=list(fields))
        why = {"reason": reason} if reason else {}
        entry = record(by=by, verb="members.section_changed", obj=locked, changes=changes, **why)
        queue_review(entry=entry, organization=locked.organization)
        if locked.mailbox != before:
            clear_mailbox_bounce(locked, by=by)
            note_new_mailbox(locked, before=before, by=by)
        if reason:
            emails.SectionCorrected(locked, entry=entry.pk).write()
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
        emails.MailboxBounced(locked, at=f"{now:%Y%m%d%H%M%S}").write()
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


MAILBOX_PURPOSE = "mailbox_change"  # of mail tokens
MAILBOX_LIFETIME = CAN_BE_PUT_BACK_FOR  # of its link and code
SETTLED = "この共通アドレスの変更は、すでに元に戻されたか、新しい変更に置き換わっています。"
NOT_YOURS = "共通アドレスの変更を確認できるのは、その団体の代表担当者と事務局だけです。"
MAILBOX_CHANGE = ["mailbox_before", "mailbox_changed_at", "mailbox_confirmed_at", "mailbox_confirmed_by"]


def note_new_mailbox(section, *, before: str, by) -> None:
    """In the caller's transaction: `section` was saved with another mailbox, which vouches for nothing yet.

    Who changes it and may confirm it has confirmed it. Changed again before it vouched, the last one that did
    stays the one to be told, and to be put back.
    """
    proven = before if section.mailbox_vouches else section.mailbox_before
    if section.mailbox.lower() == before.lower():
        return
    if section.mailbox.lower() == proven.lower():
        _forget_change(section)
        return
    now = timezone.now()
    confirmed = by is not None and rules.can_settle_mailbox(by, section)
    section.mailbox_before, section.mailbox_changed_at = proven, now
    section.mailbox_confirmed_at, section.mailbox_confirmed_by = (now, by) if confirmed else (None, None)
    section.save(update_fields=MAILBOX_CHANGE)
    send_mailbox_change(section)
    emails.MailboxChangeNoticed(section, at=now.isoformat(), by=by.pk if by else None).write()


def _forget_change(section) -> None:
    """The mailbox is the one that vouched before: nothing is left to confirm or to object to."""
    section.mailbox_before, section.mailbox_changed_at = "", None
    section.mailbox_confirmed_at = section.mailbox_confirmed_by = None
    section.save(update_fields=MAILBOX_CHANGE)
    tokens_of(section, MAILBOX_PURPOSE).filter(used_at=None).update(used_at=timezone.now())


def send_mailbox_change(section) -> MailToken:
    """Mail the mailbox before a link and code by which it objects; earlier ones stop working."""
    return send_token_mail(
        emails.MailboxChanged, purpose=MAILBOX_PURPOSE, subject=section, email=section.mailbox_before
    )


@transaction.atomic
def resend_mailbox_change(*, number: str, email: str) -> bool:
    """The same once more; False where none is due."""
    mail_token = lock_resendable_token(number=number, email=email)
    if mail_token is None or mailbox_blocked_reason(mail_token):
        return False
    send_mailbox_change(mail_token.subject)
    return True


def mailbox_blocked_reason(mail_token) -> str:
    """Why the mailbox before cannot object any more, as a sentence; else empty."""
    section = mail_token.subject
    if mail_token.used_at or not section.is_open or section.mailbox_before != mail_token.email:
        return SETTLED
    return ""


def confirm_mailbox(*, section, by) -> Section:
    """Representative or secretariat confirm that the section has another mailbox: it vouches from now on."""
    with transaction.atomic():
        locked = _lock_change(section, by)
        if locked.mailbox_confirmed_at is None:
            locked.mailbox_confirmed_at, locked.mailbox_confirmed_by = timezone.now(), by
            locked.save(update_fields=MAILBOX_CHANGE)
            record(by=by, verb="members.mailbox_confirmed", obj=locked, mailbox=locked.mailbox)
    return locked


def put_mailbox_back(*, section, by) -> Section:
    """Representative or secretariat undo the change."""
    with transaction.atomic():
        locked = _lock_change(section, by)
        _put_back(locked, by)
    return locked


def object_to_mailbox(*, mail_token: MailToken) -> Section:
    """The mailbox before undoes the change by link or code, without a login.

    Where somebody had confirmed the other one, the mailbox that is back has to be confirmed in its turn.
    """
    with transaction.atomic():
        locked = lock_section(mail_token.subject)
        use_token(mail_token)
        _put_back(locked, None, disputed=locked.mailbox_confirmed_at is not None)
    return locked


def _lock_change(section, by) -> Section:
    by = lock_as_manager(by, section.organization)
    locked = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if not rules.can_settle_mailbox(by, locked):
        raise ActionRefused(NOT_YOURS)
    if not locked.mailbox_can_be_put_back:
        raise ActionRefused(SETTLED)
    return locked


def _put_back(section, by, *, disputed=False) -> None:
    replaced, section.mailbox = section.mailbox, section.mailbox_before
    section.save(update_fields=["mailbox"])
    _forget_change(section)
    if disputed:
        section.mailbox_before, section.mailbox_changed_at = replaced, timezone.now()
        section.save(update_fields=MAILBOX_CHANGE)
    changes = {"担当課の共通アドレス": [replaced, section.mailbox]}
    entry = record(by=by, verb="members.mailbox_put_back", obj=section, changes=changes)
    queue_review(entry=entry, organization=section.organization)
    clear_mailbox_bounce(section, by=by)
    facts = {"entry": entry.pk, "replaced": replaced, "by": by.pk if by else None}
    emails.MailboxPutBack(section, **facts).write()
