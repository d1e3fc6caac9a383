"""Reminders of requests that a ward has not answered (督促): five and one working day before the due date."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.actions import record
from members.sections.models import Section
from pamphlets.answer_links.emails import send_with_links
from pamphlets.answers.models import WardAnswer
from pamphlets.reminders.models import WardReminder
from pamphlets.requests.actions import lock_pamphlet
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.models import WardQuestion


def remind_wards() -> int:
    """What the clock does: remind whom a reminder is due for; returns how many wards were reminded.

    A reminder that a standstill missed follows on the next working day, up to the due date; the first one
    is left out where the last one is due already. A due date that moved has reminders of its own.
    """
    today = japanese_calendar.today()
    if not japanese_calendar.is_working_day(today):
        return 0
    latest = japanese_calendar.reminded_until(today, WardReminder.FIRST)
    near = PamphletRequest.objects.filter(
        state=PamphletRequest.State.OPEN, answer_due__gte=today, answer_due__lte=latest
    )
    return sum(_remind(pk, today) for pk in near.order_by("pk").values_list("pk", flat=True))


def due_reminder(pamphlet, today) -> int | None:
    """Which reminder is due today, as working days before the due date."""
    days = (WardReminder.FIRST, WardReminder.LAST)
    return japanese_calendar.reminder_due(
        timezone.localdate(pamphlet.sent_at), pamphlet.answer_due, today, days
    )


@transaction.atomic
def _remind(pk, today) -> int:
    pamphlet = lock_pamphlet(pk)
    days = due_reminder(pamphlet, today)
    if days is None or not pamphlet.is_open:
        return 0
    silent = [answer for answer in _silent(pamphlet, days) if _was_asked_before(answer, days)]
    if not silent:
        return 0
    WardReminder.objects.bulk_create(
        WardReminder(answer=answer, due_on=pamphlet.answer_due, days_before=days) for answer in silent
    )
    record(
        by=None, verb="pamphlets.pamphlet_reminded", obj=pamphlet, days_before=days,
        wards=[answer.organization.name for answer in silent],
    )  # fmt: skip
    send_with_links(
        f"pamphlet_reminded:{pamphlet.pk}:{pamphlet.answer_due:%Y%m%d}:{days}",
        "pamphlet_reminded",
        f"回答のお願い({japanese_calendar.wareki(pamphlet.answer_due)}まで): "
        f"{pamphlet.title}({pamphlet.organization.full_name})",
        pamphlet=pamphlet,
        answers=silent,
        sections=_sections_of(silent),
    )
    return len(silent)


def _was_asked_before(answer, days) -> bool:
    """Whether the ward knew of it when its reminder fell due; who was added later is not reminded at once."""
    pamphlet = answer.pamphlet
    asked_on = timezone.localdate(answer.added_at or pamphlet.sent_at)
    return asked_on < japanese_calendar.add_working_days(pamphlet.answer_due, -days)


def _silent(pamphlet, days):
    """Wards that owe an answer and got no such reminder; who waits for a reply of ours is not silent."""
    asking = WardQuestion.objects.filter(answer=OuterRef("pk"), replied_at__isnull=True)
    reminded = WardReminder.objects.filter(
        answer=OuterRef("pk"), due_on=pamphlet.answer_due, days_before=days
    )
    owing = Q(state=WardAnswer.State.WAITING) | Q(~Exists(asking), state=WardAnswer.State.ASKED)
    rows = pamphlet.answers.filter(owing, ~Exists(reminded))
    return rows.select_related("organization", "delegated_section")


def _sections_of(answers):
    """The section that the ward handed it to; where it did not, all its open ones."""
    handed = [a.delegated_section_id for a in answers if a.delegated_section and a.delegated_section.is_open]
    whole = [a.organization_id for a in answers if not (a.delegated_section and a.delegated_section.is_open)]
    return Section.objects.open().filter(Q(pk__in=handed) | Q(organization__in=whole))
