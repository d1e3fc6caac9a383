from common import japanese_calendar
from correspondence.mails.emails import send_each
from members.users.queries import addresses_of

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
    to = _writer_addresses(answers)
    send_each(event, "inquiry_reminded", subject, to, item=inquiry, days=days, number=number)


def _writer_addresses(answers) -> list[str]:
    """The person it was given to and his section's mailbox; where nobody is, the whole organisation."""
    writers = {a.organization_id: a.delegated_to for a in answers if _still_writes(a)}
    found = {address for person in writers.values() for address in (person.email, *person.section.mailboxes)}
    rest = [answer.organization_id for answer in answers if answer.organization_id not in writers]
    return sorted({*(address.lower() for address in found), *addresses_of(organizations=rest)})


def _still_writes(answer) -> bool:
    person = answer.delegated_to
    return bool(
        person
        and person.is_active
        and person.acts
        and person.section_id
        and person.section.organization_id == answer.organization_id
    )
