"""A section answers an inquiry from its mailbox."""

from collections.abc import Callable

from django.db import transaction

from correspondence.answers.actions import Respondent
from correspondence.answers_by_mail.actions import lock_link
from inquiries.answers.models import InquiryAnswer
from members.sections.actions import clear_mailbox_bounce


@transaction.atomic
def write_by_mail(action: Callable, *, mail_token, name: str, **facts) -> InquiryAnswer:
    """What `draft_answer`, `propose_answer` or `answer_inquiry` does, in the section's name.

    Raises ActionRefused where the mail cannot be used, and whatever the action raises.
    """
    link = lock_link(mail_token)
    answer = action(answer=link.answer, respondent=Respondent(link.section, name), **facts)
    clear_mailbox_bounce(link.section)  # whoever read the mail there shows that it arrives
    return answer
