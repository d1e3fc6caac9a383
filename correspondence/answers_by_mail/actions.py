"""A ward's section answers from its mailbox, without a login; the mail's link or code stands for it.

The request's row is always locked before the proof: answering, asking back and sending again wait for each
other instead of for ever.
"""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common.outbox.actions import send_mail
from common.refusals import ActionRefused
from correspondence.answers.actions import Respondent
from correspondence.requests.actions import lock
from members.mail_tokens.actions import lock_usable_token
from members.mail_tokens.models import MailToken
from members.sections.actions import clear_mailbox_bounce
from pamphlets.answer_links.emails import send_with_links
from pamphlets.answer_links.models import AnswerLink
from pamphlets.answers.actions import NO_LONGER_OPEN, answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.actions import ask_back
from pamphlets.ward_questions.models import WardQuestion

PURPOSE = MailToken.Purpose.WARD_ANSWER
ANSWERED = "この依頼には、{name}が既に「{state}」と回答しています。もう一度回答する必要はありません。"
GONE = (
    "この担当部署は、いまは登録されていません。ログインして回答するか、依頼元の担当部署へ連絡してください。"
)
MOVED = (
    "担当課の共通アドレスが変わったため、このメールでは回答できません。"
    "ログインして回答するか、依頼元の担当部署へ連絡してください。"
)
OUTDATED = "このメールの有効期限は切れています。回答の内容は、ログインして依頼のページで確かめてください。"
OF_ANOTHER_REQUEST = "このメールは、この依頼への回答には使えません。メールのリンクを確かめてください。"


def link_of(proof) -> AnswerLink | None:
    """The letter with its request and section; None where the proof is for something else."""
    if proof.purpose != PURPOSE:
        return None
    rows = AnswerLink.objects.select_related(
        "answer__organization", "answer__pamphlet__organization__local_government",
        "answer__pamphlet__section", "section__organization",
    )  # fmt: skip
    return rows.filter(pk=proof.subject_id).first()


def why_not_theirs(proof, letter) -> str:
    """Why whoever has the mail is not the ward's section any more, as a sentence; else empty."""
    section = letter.section
    if not section.is_open or section.organization_id != letter.answer.organization_id:
        return GONE
    return "" if section.mailbox == proof.email else MOVED


def why_closed(proof) -> str:
    """Why the mail leads nowhere any more, as a sentence; empty where the ward can still answer with it."""
    letter = link_of(proof)
    if letter is None:
        return GONE
    if words := why_not_theirs(proof, letter):
        return words
    answer = letter.answer
    if not answer.is_owed:
        return ANSWERED.format(name=answer.answered_by_name, state=answer.get_state_display())
    if not answer.pamphlet.is_open:
        return NO_LONGER_OPEN.format(state=answer.pamphlet.get_state_display())
    return ""


@transaction.atomic
def answer_by_mail(*, proof, name, **facts) -> WardAnswer:
    """What `answer_pamphlet` does, in the section's name; its mailbox gets a copy of the words.

    Raises Refused where the mail cannot be used, ValidationError as `answer_pamphlet` does.
    """
    letter = _lock_link(proof)
    answer = answer_pamphlet(answer=letter.answer, respondent=Respondent(letter.section, name), **facts)
    clear_mailbox_bounce(letter.section)  # whoever read the mail there shows that it arrives
    pamphlet = letter.answer.pamphlet
    url = settings.SITE_URL + pamphlet.get_absolute_url()
    context = {"pamphlet": pamphlet, "answer": answer, "section": letter.section, "url": url}
    send_mail(
        key=f"pamphlet_answer_copy:{answer.pk}:{answer.answered_at:%Y%m%d%H%M%S%f}",
        to=letter.section.mailbox,
        subject=f"回答の控え({answer.get_state_display()}): {pamphlet.title}",
        body=render_to_string("pamphlets/answers_by_mail/mails/pamphlet_answer_copy.txt", context),
        purpose="pamphlets.pamphlet_answer_copy",
    )
    return answer


@transaction.atomic
def ask_by_mail(*, proof, name, text) -> WardQuestion:
    """Ask back in the section's name; the link and code stay good, the reply brings fresh ones."""
    letter = _lock_link(proof)
    question = ask_back(answer=letter.answer, text=text, respondent=Respondent(letter.section, name))
    clear_mailbox_bounce(letter.section)
    return question


def _lock_link(proof) -> AnswerLink:
    """The proof's letter, with request and proof locked."""
    letter = link_of(proof)
    if letter is None:
        raise ActionRefused(OF_ANOTHER_REQUEST)
    lock(PamphletRequest, letter.answer.pamphlet_id)
    proof = lock_usable_token(proof)
    return link_of(proof)


@transaction.atomic
def resend_link(*, number: str, email: str) -> bool:
    """A fresh link and code to the mailbox that lost its mail; False where none is due."""
    sent = MailToken.objects.filter(number=number, email__iexact=email, purpose=PURPOSE)
    proof = sent.first()
    letter = link_of(proof) if proof else None
    if letter is None:
        return False
    pamphlet = lock(PamphletRequest, letter.answer.pamphlet_id)
    proof = sent.select_for_update().first()
    if proof is None or not proof.may_be_sent_again or why_closed(proof):
        return False
    send_with_links(
        f"pamphlet_again:{proof.number}:{proof.sendings}",
        "pamphlet_requested",
        f"パンフレット配布の依頼(再送): {pamphlet.title}({pamphlet.organization.full_name})",
        pamphlet=pamphlet,
        answers=[letter.answer],
        sections=[letter.section],
        officers=False,
    )
    return True
