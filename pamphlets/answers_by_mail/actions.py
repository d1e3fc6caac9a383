"""A ward's section answers a request, or asks back, from its mailbox."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common.outbox.actions import send_mail
from correspondence.answer_links.emails import send_with_links
from correspondence.answers.actions import Respondent
from correspondence.answers_by_mail.actions import lock_link
from members.sections.actions import clear_mailbox_bounce
from pamphlets.answers.actions import answer_pamphlet
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
    pamphlet = link.answer.pamphlet
    url = settings.SITE_URL + pamphlet.get_absolute_url()
    context = {"pamphlet": pamphlet, "answer": answer, "section": link.section, "url": url}
    send_mail(
        key=f"pamphlet_answer_copy:{answer.pk}:{answer.answered_at:%Y%m%d%H%M%S%f}",
        to=link.section.mailbox,
        subject=f"回答の控え({answer.get_state_display()}): {pamphlet.title}",
        body=render_to_string("pamphlets/answers_by_mail/mails/pamphlet_answer_copy.txt", context),
        purpose="pamphlets.pamphlet_answer_copy",
    )
    return answer


@transaction.atomic
def ask_by_mail(*, mail_token, name, text) -> WardQuestion:
    """Ask back in the section's name; the link and code stay good, the reply brings fresh ones."""
    link = lock_link(mail_token)
    question = ask_back(answer=link.answer, text=text, respondent=Respondent(link.section, name))
    clear_mailbox_bounce(link.section)
    return question


def resend_request(again: str, link) -> None:
    pamphlet = link.answer.pamphlet
    send_with_links(
        f"pamphlet_requested:{again}",
        "pamphlet_requested",
        f"パンフレット配布の依頼(再送): {pamphlet.title}({pamphlet.organization.full_name})",
        item=pamphlet,
        answers=[link.answer],
        sections=[link.section],
        people=(),
    )
