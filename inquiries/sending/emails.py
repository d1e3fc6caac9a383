"""Who is told by mail of an inquiry (照会), and in which words."""

from common import japanese_calendar
from common.attachments.queries import files_of
from correspondence.mails.emails import send_each
from inquiries.inquiries.emails import inquiry_with_asker
from members.users.queries import addresses_of

ASKED = "照会({due}まで): {title}({organization})"


def tell_asked(pk: int, organization_ids=None) -> None:
    """Mail the asked organisations once; running it again adds nothing (unique keys).

    `organization_ids` where only those that were added later are concerned.
    """
    inquiry = inquiry_with_asker(pk)
    if not inquiry.is_open:
        return
    answers = inquiry.answers.awaited()
    if organization_ids is not None:
        answers = answers.filter(organization__in=organization_ids)
    subject = ASKED.format(
        due=japanese_calendar.wareki(inquiry.answer_due),
        title=inquiry.title,
        organization=inquiry.organization.full_name,
    )
    to = addresses_of(organizations=answers.values("organization"))
    more = {"questions": list(inquiry.questions.current()), "files": len(files_of(inquiry))}
    send_each(f"inquiry_asked:{inquiry.pk}", "inquiry_asked", subject, to, item=inquiry, **more)
