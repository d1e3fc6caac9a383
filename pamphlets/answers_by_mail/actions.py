"""A ward's section answers a request, or asks back, from its mailbox."""

from django.db import transaction

from correspondence.answers.actions import Respondent
from correspondence.answers_by_mail.actions import lock_link
from members.sections.actions import clear_mailbox_bounce
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.emails import PamphletAnswerCopy
from pamphlets.answers.models import WardAnswer
from pamphlets.ward_questions.actions import ask_back
from pamphlets.ward_questions.models import WardQuestion


@transaction.atomic
def answer_by_mail(*, mail_token, name, **facts) -> WardAnswer:
    """What `answer_pamphlet` does, in the section's name; its mailbox gets a copy of the words.

    Raises ActionRefused where the mail cannot be used, ValidationError as `answer_pamphlet` does.
    """
    link = lock_link(mail_token)
    answer = answer_pamphlet(answer=link.answer, respondent=Respondent(link.section, name), **facts)
    clear_mailbox_bounce(link.section)  # whoever read the mail there shows that it arrives
    PamphletAnswerCopy.send(answer, at=answer.answered_at.isoformat())
    return answer


@transaction.atomic
def ask_by_mail(*, mail_token, name, text) -> WardQuestion:
    """Ask back in the section's name; the link and code stay good, the reply brings fresh ones."""
    link = lock_link(mail_token)
    question = ask_back(answer=link.answer, text=text, respondent=Respondent(link.section, name))
    clear_mailbox_bounce(link.section)
    return question
