"""Who is told of a ward's question and of the reply to it."""

from common.outbox.models import OutgoingMail
from correspondence.answer_links.emails import send_with_links
from correspondence.mails.emails import asker_addresses, parts_of_key, send_each
from pamphlets.ward_questions.models import WardQuestion


def notify_question(question_id: int) -> None:
    """A ward asked back: the asking side is told, unless a colleague of it replied meanwhile."""
    question = _question(question_id)
    pamphlet = question.answer.pamphlet
    if question.replied_at or pamphlet.is_withdrawn:
        return
    subject = f"{question.answer.organization.name}からの問い合わせ: {pamphlet.title}"
    event, purpose = f"pamphlet_question:{question.pk}", "pamphlet_question_asked"
    send_each(event, purpose, subject, asker_addresses(pamphlet), item=pamphlet, question=question)


def notify_reply(question_id: int) -> None:
    """The asking side replied: the ward is told, and can answer now."""
    question = _question(question_id)
    pamphlet = question.answer.pamphlet
    if pamphlet.is_withdrawn:
        return  # its own mail says so
    subject = f"問い合わせへの返事: {pamphlet.title}({pamphlet.organization.full_name})"
    event, purpose = f"pamphlet_reply:{question.pk}", "pamphlet_question_replied"
    send_with_links(event, purpose, subject, item=pamphlet, answers=[question.answer], question=question)


def _question(pk) -> WardQuestion:
    return WardQuestion.objects.select_related(
        "answer__organization",
        "answer__pamphlet__organization__local_government",
        "answer__pamphlet__section",
    ).get(pk=pk)


def still_asks(mail: OutgoingMail) -> bool:
    """Nobody has replied yet."""
    question = (
        WardQuestion.objects.select_related("answer__pamphlet").filter(pk=parts_of_key(mail)[0]).first()
    )
    return bool(question and not question.replied_at and not question.answer.pamphlet.is_withdrawn)


def still_waits(mail: OutgoingMail) -> bool:
    """The ward has not answered after the reply, and still can."""
    question = (
        WardQuestion.objects.select_related("answer__pamphlet").filter(pk=parts_of_key(mail)[0]).first()
    )
    return bool(question and question.answer.is_owed and question.answer.pamphlet.is_open)
