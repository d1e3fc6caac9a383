"""A section answers from its mailbox, without a login; the mail's link or code stands for it.

The request's row is always locked before the mail token: answering, asking back and sending again wait for
each other instead of for ever.
"""

from django.db import transaction

from common.refusals import ActionRefused
from correspondence.answers_by_mail.registry import room_of
from members.mail_tokens.actions import lock_usable_token, require_usable_token
from members.mail_tokens.models import MailToken

ANSWERED = (
    "この{noun}への回答は済んでいます。{name}が「{state}」と回答しました。もう一度回答する必要はありません。"
)
NEWER = (
    "このメールは使い終わっています。この{noun}については、新しいメールを送っています。"
    "新しいメールのリンクか番号を使ってください。"
)
GONE = (
    "この担当部署は、いまは登録されていません。ログインして回答するか、{noun}元の担当部署へ連絡してください。"
)
MOVED = (
    "担当課の共通アドレスが変わったため、このメールでは回答できません。"
    "ログインして回答するか、{noun}元の担当部署へ連絡してください。"
)
OUTDATED = "このメールの有効期限は切れています。回答の内容は、ログインして{noun}のページで確かめてください。"
OF_ANOTHER_REQUEST = "このメールは、この回答には使えません。メールのリンクを確かめてください。"


def link_of(mail_token):
    """The link with its answer, request and section; None where the mail token is for something else."""
    room = room_of(mail_token.purpose)
    if room is None:
        return None
    return room.link_model.with_answers().filter(pk=mail_token.subject_id).first()


def why_not_theirs(mail_token, link) -> str:
    """Why whoever has the mail is not the asked section, or not yet, as a sentence; else empty."""
    noun = room_of(mail_token.purpose).noun
    if not link.is_theirs:
        return GONE.format(noun=noun)
    return link.held_reason if link.mailbox == mail_token.email else MOVED.format(noun=noun)


def why_closed(mail_token) -> str:
    """Why the mail leads nowhere any more, as a sentence; empty where it can still be answered with."""
    room, link = room_of(mail_token.purpose), link_of(mail_token)
    if link is None:
        return GONE.format(noun=room.noun)
    if words := why_not_theirs(mail_token, link):
        return words
    if not link.must_answer and not room.may_change(link):
        return ANSWERED.format(noun=room.noun, name=link.answer.answered_by_name, state=link.answer_shown)
    return room.why_closed(link)


def why_not_this_mail(mail_token) -> str:
    """Of a mail that was used: what it asked for was sent back, and another mail asks for it again."""
    link = link_of(mail_token)
    return NEWER.format(noun=room_of(mail_token.purpose).noun) if link and link.must_answer else ""


def lock_link(mail_token):
    """The mail token's link, with request and mail token locked; ActionRefused where it cannot be used."""
    link = link_of(mail_token)
    if link is None:
        raise ActionRefused(OF_ANOTHER_REQUEST)
    room_of(mail_token.purpose).lock(link)
    return link_of(lock_usable_token(mail_token))


def require_still_usable(mail_token) -> None:
    """After a refusal: ActionRefused where it is the link that was used, replaced or closed meanwhile."""
    now = MailToken.objects.filter(pk=mail_token.pk, token_hash=mail_token.token_hash).first()
    if now is None:
        raise ActionRefused(OF_ANOTHER_REQUEST)
    require_usable_token(now)


@transaction.atomic
def resend_link(*, number: str, email: str) -> bool:
    """A fresh link and code to the mailbox that lost its mail; False where none is due."""
    sent = MailToken.objects.filter(number=number, email__iexact=email)
    mail_token = sent.first()
    link = link_of(mail_token) if mail_token else None
    if link is None:
        return False
    room = room_of(mail_token.purpose)
    room.lock(link)
    mail_token = sent.select_for_update().first()
    if mail_token is None or not mail_token.may_be_sent_again or why_closed(mail_token):
        return False
    room.write_again(link_of(mail_token), again=f"{mail_token.number}-{mail_token.sendings}")
    return True
