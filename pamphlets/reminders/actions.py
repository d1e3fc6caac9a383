"""Reminders of requests that a ward has not answered (督促): five and one working day before the due date."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from board import telling_letters
from board.actions.pamphlet import locked
from board.models import PamphletRequest, WardQuestion, WardReminder
from board.models.ward_answer import WardAnswer
from members.models import Section
from office import calendar, register


def remind_wards() -> int:
    """What the clock does: remind whom a reminder is due for; returns how many wards were reminded.

    A reminder that a standstill missed follows on the next working day, up to the due date; the first one
    is left out where the last one is due already. A due date that moved has reminders of its own.
    """
    today = calendar.today()
    if not calendar.is_working_day(today):
        return 0
    latest = calendar.reminded_until(today, WardReminder.FIRST)
    near = PamphletRequest.objects.filter(
        state=PamphletRequest.State.OPEN, answer_due__gte=today, answer_due__lte=latest
    )
    return sum(_remind(pk, today) for pk in near.order_by("pk").values_list("pk", flat=True))


def due_reminder(pamphlet, today) -> int | None:
    """Which reminder is due today, as working days before the due date."""
    days = (WardReminder.FIRST, WardReminder.LAST)
    return calendar.reminder_due(timezone.localdate(pamphlet.asked_at), pamphlet.answer_due, today, days)


@transaction.atomic
def _remind(pk, today) -> int:
    pamphlet = locked(pk)
    days = due_reminder(pamphlet, today)
    if days is None or not pamphlet.is_open:
        return 0
    silent = [answer for answer in _silent(pamphlet, days) if _was_asked_before(answer, days)]
    if not silent:
        return 0
    WardReminder.objects.bulk_create(
        WardReminder(answer=answer, due_on=pamphlet.answer_due, days_before=days) for answer in silent
    )
    register.record(
        by=None, verb="board.pamphlet_reminded", obj=pamphlet, days_before=days,
        wards=[answer.ward.name for answer in silent],
    )  # fmt: skip
    telling_letters.post_letters(
        f"pamphlet_reminded:{pamphlet.pk}:{pamphlet.answer_due:%Y%m%d}:{days}",
        "pamphlet_reminded",
        f"回答のお願い({calendar.wareki(pamphlet.answer_due)}まで): "
        f"{pamphlet.title}({pamphlet.organization.full_name})",
        pamphlet=pamphlet,
        answers=silent,
        sections=_who_has_it(silent),
    )
    return len(silent)


def _was_asked_before(answer, days) -> bool:
    """Whether the ward knew of it when its reminder fell due; who was added later is not reminded at once."""
    pamphlet = answer.pamphlet
    asked_on = timezone.localdate(answer.added_at or pamphlet.asked_at)
    return asked_on < calendar.add_working_days(pamphlet.answer_due, -days)


def _silent(pamphlet, days):
    """Wards that owe an answer and got no such reminder; who waits for a reply of ours is not silent."""
    asking = WardQuestion.objects.filter(answer=OuterRef("pk"), replied_at__isnull=True)
    reminded = WardReminder.objects.filter(
        answer=OuterRef("pk"), due_on=pamphlet.answer_due, days_before=days
    )
    owing = Q(state=WardAnswer.State.WAITING) | Q(~Exists(asking), state=WardAnswer.State.ASKED)
    rows = pamphlet.answers.filter(owing, ~Exists(reminded))
    return rows.select_related("ward", "forwarded_to")


def _who_has_it(answers):
    """The section that the ward handed it to; where it did not, all its open ones."""
    handed = [a.forwarded_to_id for a in answers if a.forwarded_to and a.forwarded_to.is_open]
    whole = [a.ward_id for a in answers if not (a.forwarded_to and a.forwarded_to.is_open)]
    return Section.objects.open().filter(Q(pk__in=handed) | Q(organization__in=whole))
