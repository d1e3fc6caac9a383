from django.db.models import Q

from common import japanese_calendar
from correspondence.answer_links.emails import send_with_links
from correspondence.delegation.emails import assignee_addresses
from members.sections.models import Section
from members.users.models import User

REMINDED = "回答のお願い({due}まで): {title}({organization})"


def send_reminder(inquiry, days: int, answers: list) -> None:
    """Remind the organisations of these answers; who was asked to write it is told in person."""
    event = f"inquiry_reminded:{inquiry.pk}:{inquiry.answer_due:%Y%m%d}:{days}"
    subject = REMINDED.format(
        due=japanese_calendar.wareki(inquiry.answer_due),
        title=inquiry.title,
        organization=inquiry.organization.full_name,
    )
    number = inquiry.questions.current().count()
    to, more = _writers(answers), {"days": days, "number": number}
    send_with_links(event, "inquiry_reminded", subject, item=inquiry, answers=answers, **to, **more)


def _writers(answers) -> dict:
    """Whom it was given to, a person's section too; where nobody is, the whole organisation."""
    held = {answer.pk: answer for answer in answers if answer.is_held}
    sections = [answer.delegated_section or answer.delegated_to.section for answer in held.values()]
    closed = [section.organization_id for section in sections if not section.is_open]
    rest = [answer.organization_id for answer in answers if answer.pk not in held]
    wanted = Q(pk__in=[section.pk for section in sections]) | Q(organization__in=[*rest, *closed])
    people = (
        User.objects.acting_for_section()
        .filter(section__organization__in=rest)
        .values_list("email", flat=True)
    )
    assignees = set().union(*(assignee_addresses(answer) for answer in held.values()))
    return {"sections": Section.objects.open().filter(wanted), "people": {*people, *assignees}}
