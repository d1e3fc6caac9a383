from django.db.models import Q

from common import japanese_calendar
from common.outbox.models import OutgoingMail
from correspondence.answer_links.emails import send_with_links
from inquiries.inquiries.emails import parts_of_key
from inquiries.inquiries.models import Inquiry
from inquiries.sending.emails import still_asked
from members.sections.models import Section
from members.users.models import User

REMINDED = "回答のお願い({due}まで): {title}({organization})"


def send_reminder(inquiry, days: int, answers: list) -> None:
    """Remind the organisations of these answers; who was asked to write it is told himself."""
    event = f"inquiry_reminded:{inquiry.pk}:{inquiry.answer_due:%Y%m%d}:{days}"
    subject = REMINDED.format(
        due=japanese_calendar.wareki(inquiry.answer_due),
        title=inquiry.title,
        organization=inquiry.organization.full_name,
    )
    number = inquiry.questions.current().count()
    more = _writers(answers) | {"days": days, "number": number}
    send_with_links(event, "inquiry_reminded", subject, item=inquiry, answers=answers, **more)


def _writers(answers) -> dict:
    """The person it was given to and their section's mailbox; where nobody is, the whole organisation."""
    writers = {a.organization_id: a.delegated_to for a in answers if _still_writes(a)}
    rest = [answer.organization_id for answer in answers if answer.organization_id not in writers]
    closed = [key for key, person in writers.items() if not person.section.is_open]
    wanted = Q(pk__in=[person.section_id for person in writers.values()])
    wanted |= Q(organization__in=[*rest, *closed])  # of a closed section, those still open have its mail
    people = User.objects.acting().filter(section__organization__in=rest).values_list("email", flat=True)
    return {
        "sections": Section.objects.open().filter(wanted),
        "people": [*(person.email for person in writers.values()), *people],
    }


def _still_writes(answer) -> bool:
    person = answer.delegated_to
    return bool(
        person
        and person.is_active
        and person.acts
        and person.section_id
        and person.section.organization_id == answer.organization_id
    )


def still_reminded(mail: OutgoingMail) -> bool:
    """The same, and it is due on the day that the mail says."""
    pk, day, *_ = parts_of_key(mail)
    due = Inquiry.objects.filter(pk=pk).values_list("answer_due", flat=True).first()
    return bool(due and f"{due:%Y%m%d}" == day) and still_asked(mail)
