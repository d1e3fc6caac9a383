from common import japanese_calendar
from correspondence.delegation.emails import assignee_addresses
from correspondence.mails.emails import send_each
from members.users.queries import addresses_of

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
    to = _writer_addresses(answers)
    send_each(event, "inquiry_reminded", subject, to, item=inquiry, days=days, number=number)


def _writer_addresses(answers) -> set[str]:
    """Whom it was given to, a person's section too; where nobody is, the whole organisation."""
    held = [answer for answer in answers if answer.is_held]
    found = set().union(*(assignee_addresses(answer) for answer in held))
    for answer in held:
        if answer.delegated_to:
            found |= {mailbox.lower() for mailbox in answer.delegated_to.section.mailboxes}
    keys = {answer.pk for answer in held}
    rest = [answer.organization_id for answer in answers if answer.pk not in keys]
    return found | set(addresses_of(organizations=rest))
