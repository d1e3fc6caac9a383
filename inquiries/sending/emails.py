"""Who is told by mail of an inquiry (照会), and in which words."""

from common import japanese_calendar
from common.attachments.queries import files_of
from correspondence.answer_links.emails import send_with_links
from inquiries.inquiries.emails import inquiry_with_asker

ASKED = "照会({due}まで): {title}({organization})"
AGAIN = "照会(再送、{due}まで): {title}({organization})"


def notify_asked(pk: int, organization_ids=None) -> None:
    """Mail the asked organisations once; running it again adds nothing (unique keys).

    `organization_ids` where only those that were added later are concerned.
    """
    inquiry = inquiry_with_asker(pk)
    if not inquiry.is_open:
        return
    answers = inquiry.answers.awaited()
    if organization_ids is not None:
        answers = answers.filter(organization__in=organization_ids)
    _send(f"inquiry_asked:{inquiry.pk}", ASKED, inquiry, answers)


def resend_inquiry(again: str, link) -> None:
    """The same mail with a fresh link and code, to the mailbox that lost it."""
    inquiry = link.answer.inquiry
    _send(f"inquiry_asked:{again}", AGAIN, inquiry, [link.answer], sections=[link.section], people=())


def _send(event, subject, inquiry, answers, **to) -> None:
    subject = subject.format(
        due=japanese_calendar.wareki(inquiry.answer_due),
        title=inquiry.title,
        organization=inquiry.organization.full_name,
    )
    more = {"questions": list(inquiry.questions.current()), "files": len(files_of(inquiry))}
    send_with_links(event, "inquiry_asked", subject, item=inquiry, answers=answers, **to, **more)
