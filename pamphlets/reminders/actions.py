"""Reminders of requests that a ward has not answered (督促): five and one working day before the due date."""

from django.db.models import Exists, OuterRef, Q

from common import japanese_calendar
from correspondence.answer_links.emails import send_with_links
from correspondence.reminders.actions import remind_due
from members.sections.models import Section
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.models import WardQuestion


def remind_wards() -> int:
    """What the clock does; returns how many wards were reminded."""
    return remind_due(PamphletRequest, silent=_silent, send=_send)


def _silent(pamphlet):
    """Wards that are waited for; who waits for a reply of ours is not silent."""
    asking = WardQuestion.objects.filter(answer=OuterRef("pk"), replied_at__isnull=True)
    silent = pamphlet.answers.awaited().exclude(Exists(asking), state=WardAnswer.State.ASKED)
    return silent.select_related("organization", "delegated_section", "delegated_to__section")


def _send(pamphlet, days, answers) -> None:
    due = japanese_calendar.wareki(pamphlet.answer_due)
    send_with_links(
        f"pamphlet_reminded:{pamphlet.pk}:{pamphlet.answer_due:%Y%m%d}:{days}",
        "pamphlet_reminded",
        f"回答のお願い({due}まで): {pamphlet.title}({pamphlet.organization.full_name})",
        item=pamphlet,
        answers=answers,
        sections=_sections_of(answers),
    )


def _sections_of(answers):
    """The section that the ward handed it to, or that of the person; where it did not, all its open ones."""
    held = {answer.pk: answer for answer in answers if answer.is_held}
    handed = [a.delegated_section_id or a.delegated_to.section_id for a in held.values()]
    whole = [answer.organization_id for answer in answers if answer.pk not in held]
    return Section.objects.open().filter(Q(pk__in=handed) | Q(organization__in=whole))
