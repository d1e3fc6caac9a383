"""The confirmation round (登録内容の確認): begun, mailed, reminded of, closed."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar, jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.confirmations import rules
from members.confirmations.emails import ConfirmationAsked, ConfirmationReminded, send_confirmation_mails
from members.confirmations.models import ConfirmationEntry, ConfirmationRound
from members.confirmations.queries import sections_to_ask
from members.sections.actions import (
    ONLY_SECRETARIAT_MARKS,
    change_section,
    lock_section,
)

MAIL_TASK, REMIND_TASK = "members.mail_confirmation_round", "members.remind_confirmation_round"
BATCH = 200
WORKING_DAYS_TO_ANSWER = 20
ALREADY_OPEN = "登録内容の確認は、すでに実施中です。終了してから次を始めてください。"
NO_SECTIONS = "確認を依頼する担当部署がありません。"
NOT_TODAY = "督促は開庁日にだけ送ります。次の開庁日に、もう一度操作してください。"


def start_confirmation_round(*, due_on, by) -> ConfirmationRound:
    """Begin a round: one entry for each open section of a member; the worker writes the mails."""
    if by is not None and not rules.can_run_confirmation_round(by):
        raise ActionRefused("登録内容の確認は、事務局だけが始められます。")
    try:
        with transaction.atomic():
            confirmation_round = ConfirmationRound.objects.create(due_on=due_on, started_by=by)
            entries = ConfirmationEntry.objects.bulk_create(
                ConfirmationEntry(round=confirmation_round, section_id=pk)
                for pk in sections_to_ask().values_list("pk", flat=True)
            )
            if not entries:
                raise ActionRefused(NO_SECTIONS)
            record(
                by=by,
                verb="members.confirmation_round_started",
                obj=confirmation_round,
                sections=len(entries),
                due_on=due_on.isoformat(),
            )
            jobs.defer(MAIL_TASK, round_id=confirmation_round.pk)
    except IntegrityError as error:
        raise ActionRefused(ALREADY_OPEN) from error
    return confirmation_round


def start_yearly_confirmation_round() -> ConfirmationRound | None:
    """Begin the round of 25 March by itself, unless one is open or was begun in the 60 days before."""
    today = japanese_calendar.today()
    day = datetime.date(today.year, *rules.YEARLY_START)
    if not day <= today <= day + datetime.timedelta(days=rules.YEARLY_START_DAYS_LATE):
        return None
    since = day - datetime.timedelta(days=rules.YEARLY_START_DAYS_BEFORE)
    if (
        ConfirmationRound.objects.open().exists()
        or ConfirmationRound.objects.filter(started_at__date__gt=since).exists()
    ):
        return None
    try:
        return start_confirmation_round(due_on=default_due_on(), by=None)
    except ActionRefused:  # somebody was quicker, or there is no member yet
        return None


def default_due_on() -> datetime.date:
    return japanese_calendar.add_working_days(japanese_calendar.today(), WORKING_DAYS_TO_ANSWER)


def mail_confirmation_round(*, confirmation_round: ConfirmationRound) -> int:
    """Mail every section that got nothing yet; called again, it goes on where it stopped."""
    chosen = confirmation_round.entries.running().waiting().filter(mailed_at__isnull=True)
    return _mail(chosen, ConfirmationAsked)


def remind_due_entries(*, confirmation_round: ConfirmationRound) -> int:
    """On a working day, remind those whose reminder is due; reminders missed before count as one."""
    today = japanese_calendar.today()
    due = sum(day <= today for day in confirmation_round.reminder_days)
    if not due or not japanese_calendar.is_working_day(today):
        return 0
    waiting = _entries_to_remind(confirmation_round).filter(reminders__lt=due)
    count = _mail(waiting, ConfirmationReminded, reminders=due)
    if count:
        record(by=None, verb="members.confirmation_round_reminded", obj=confirmation_round, count=count)
    return count


def request_reminders(*, confirmation_round: ConfirmationRound, by) -> int:
    """Let the worker remind whoever has not answered, now; returns how many they are."""
    if not rules.can_run_confirmation_round(by):
        raise ActionRefused("督促は、事務局だけができます。")
    if not japanese_calendar.is_working_day(japanese_calendar.today()):
        raise ActionRefused(NOT_TODAY)
    with transaction.atomic():
        locked = ConfirmationRound.objects.select_for_update().get(pk=confirmation_round.pk)
        if not locked.is_open:
            raise ActionRefused("この確認は終了しているため、督促できません。")
        count = _entries_to_remind(locked).count()
        if not count:
            raise ActionRefused(
                "督促するところがありません。今日すでにメールを送ったところには、明日から送れます。"
            )
        record(by=by, verb="members.confirmation_round_reminded", obj=locked, count=count)
        jobs.defer(REMIND_TASK, round_id=locked.pk)
    return count


def remind_requested_entries(*, confirmation_round: ConfirmationRound) -> int:
    """What `ask_to_remind` left to the worker; who was mailed today already is left in peace."""
    if not japanese_calendar.is_working_day(japanese_calendar.today()):
        return 0
    due = sum(day <= japanese_calendar.today() for day in confirmation_round.reminder_days)
    return _mail(_entries_to_remind(confirmation_round), ConfirmationReminded, reminders=due)


def count_to_remind(confirmation_round: ConfirmationRound) -> int:
    """How many a reminder would reach now."""
    return _entries_to_remind(confirmation_round).count()


def _entries_to_remind(confirmation_round):
    """Waiting, reachable, mailed before today."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return confirmation_round.entries.running().waiting().filter(bounced_at__isnull=True, mailed_at__lt=today)


def _mail(chosen, mail, **changes) -> int:
    """Mail the chosen entries, batch by batch; each mailed one is no longer chosen."""
    total = 0
    while True:
        with transaction.atomic():
            ids = list(
                chosen.order_by("pk")
                .select_for_update(skip_locked=True, of=("self",))
                .values_list("pk", flat=True)[:BATCH]
            )
            if not ids:
                return total
            send_confirmation_mails(mail, ids, counted=False, **changes)
        total += len(ids)


def resend_confirmation(*, number: str, email: str) -> bool:
    """A section whose mail is lost or has expired gets a fresh one; False where none is due."""
    with transaction.atomic():
        asked = (
            ConfirmationEntry.objects.running()
            .waiting()
            .filter(
                mail_tokens__number=number,
                mail_tokens__email__iexact=email,
                mail_tokens__used_at__isnull=True,
            )
        )
        entry = asked.select_for_update(of=("self",)).first()
        if entry is None or not entry.mail_tokens.get().may_be_sent_again:
            return False
        send_confirmation_mails(ConfirmationAsked, [entry.pk], counted=True)
    return True


def close_confirmation_round(*, confirmation_round: ConfirmationRound, by) -> ConfirmationRound:
    """End a round; its links say so from now on. By nobody where it ends by itself."""
    if by is not None and not rules.can_run_confirmation_round(by):
        raise ActionRefused("登録内容の確認は、事務局だけが終了できます。")
    with transaction.atomic():
        locked = ConfirmationRound.objects.select_for_update().get(pk=confirmation_round.pk)
        if not locked.is_open:
            raise ActionRefused("この確認は、すでに終了しています。")
        locked.closed_at, locked.closed_by = timezone.now(), by
        locked.save(update_fields=["closed_at", "closed_by"])
        record(by=by, verb="members.confirmation_round_closed", obj=locked)
    return locked


def advance_confirmation_rounds() -> None:
    """What is done by the hour: begin the yearly round, mail who is left, remind, end what nobody ended."""
    start_yearly_confirmation_round()
    confirmation_round = ConfirmationRound.objects.open().first()
    if confirmation_round is None:
        return
    longest = confirmation_round.started_on + datetime.timedelta(days=ConfirmationRound.LONGEST_DAYS)
    if japanese_calendar.today() > longest:
        close_confirmation_round(confirmation_round=confirmation_round, by=None)
        return
    mail_confirmation_round(confirmation_round=confirmation_round)
    remind_due_entries(confirmation_round=confirmation_round)


def resend_entry(*, entry, mailbox: str, by) -> ConfirmationEntry:
    """Mail the section once more with a fresh link; another mailbox is registered first."""
    if not rules.can_run_confirmation_round(by):
        raise ActionRefused(ONLY_SECRETARIAT_MARKS)
    with transaction.atomic():
        section = lock_section(entry.section)
        locked = ConfirmationEntry.objects.select_for_update().get(pk=entry.pk)
        if locked.blocked_reason:
            raise ActionRefused(locked.blocked_reason)
        if mailbox != section.mailbox:
            change_section(section=section, fields={"mailbox": mailbox}, by=by)
        send_confirmation_mails(ConfirmationAsked, [locked.pk], counted=True)
        record(by=by, verb="members.confirmation_resent", obj=locked, mailbox=mailbox)
    return locked
