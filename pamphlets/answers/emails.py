"""Who is told of a ward's answer: the asking section, and whoever asked or holds their post now."""

from common.outbox.models import OutgoingMail
from correspondence.mails.emails import asker_addresses, parts_of_key, send_each
from pamphlets.answers.models import WardAnswer

TIME = "%Y%m%d%H%M%S%f"


def notify_asker_of_answer(pamphlet, answer) -> None:
    subject = f"{answer.organization.name}の回答({answer.get_state_display()}): {pamphlet.title}"
    event = f"pamphlet_answered:{answer.pk}:{answer.answered_at:{TIME}}"
    send_each(event, "pamphlet_answered", subject, asker_addresses(pamphlet), item=pamphlet, answer=answer)


def still_answered(mail: OutgoingMail) -> bool:
    """The answer of that moment still stands, and the request with it."""
    pk, moment, *_ = parts_of_key(mail)
    answer = WardAnswer.objects.select_related("pamphlet").filter(pk=pk, answered_at__isnull=False).first()
    return bool(answer and f"{answer.answered_at:{TIME}}" == moment and not answer.pamphlet.is_withdrawn)
