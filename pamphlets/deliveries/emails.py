"""Who is told by mail of the way of the copies: the ward of a dispatch, the asking side of the rest."""

from common.outbox.models import OutgoingMail
from correspondence.mails.emails import asker_addresses, parts_of_key, send_each
from members.users.queries import addresses_of
from pamphlets.answers.models import WardAnswer, delivery_of
from pamphlets.deliveries.models import ARRIVED, ENDED, LEFT, WORDS

SUBJECTS = {
    LEFT: "パンフレットを発送しました: {title}({organization})",
    ARRIVED: "{ward}がパンフレットを受け取りました: {title}",
    ENDED: "{ward}が配布を終えました: {title}",
    "undone": "{word}の取消し({ward}): {title}",
}


def notify_delivery(what: str, parcels: list[list[int]]) -> None:
    """The mails of a step, for each (answer, entry of the audit log); twice adds nothing (unique keys)."""
    entries = dict(parcels)
    for answer in _answers().filter(pk__in=entries):
        if _stands(what, answer):
            facts = {"to_ward": what == LEFT, "delivery": delivery_of(answer)}
            _send(what, answer, entries[answer.pk], step=what, **facts)


def notify_undone(answer_id: int, entry_id: int, step: str, reason: str, by_name: str) -> None:
    """The other side hears that a step was taken back, and why."""
    answer = _answers().get(pk=answer_id)
    facts = {"word": WORDS[step], "reason": reason, "by_name": by_name, "by_ward": step != LEFT}
    _send("undone", answer, entry_id, step=step, to_ward=step == LEFT, **facts)


def _answers():
    return WardAnswer.objects.select_related(
        "organization", "delivery", "pamphlet__organization__local_government", "pamphlet__section"
    )


def _stands(what, answer) -> bool:
    """Whether the step was not taken back since."""
    delivery = delivery_of(answer)
    if delivery is None:
        return False
    return {ARRIVED: delivery.received_on, ENDED: delivery.finished_on}.get(what, True) is not None


def _send(what, answer, entry_id, *, step, to_ward, **facts) -> None:
    pamphlet, ward = answer.pamphlet, answer.organization
    subject = SUBJECTS[what].format(
        title=pamphlet.title, organization=pamphlet.organization.full_name, ward=ward.name,
        word=facts.get("word", ""),
    )  # fmt: skip
    to = addresses_of(organizations=[ward.pk]) if to_ward else asker_addresses(pamphlet)
    event = f"delivery:{answer.pk}:{entry_id}:{step}"
    send_each(event, f"delivery_{what}", subject, to, item=pamphlet, answer=answer, **facts)


def still_stands(mail: OutgoingMail) -> bool:
    """The step was not taken back since; or, what was taken back was not done again."""
    pk, _, what, *_ = parts_of_key(mail)
    answer = _answers().filter(pk=pk).first()
    undone = mail.purpose == "pamphlets.delivery_undone"
    return answer is not None and _stands(what, answer) != undone
