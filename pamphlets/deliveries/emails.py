"""Who is told by mail of the way of the copies: the ward of a dispatch, the asking side of the rest."""

from django.conf import settings
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.mail_templates import mail_template
from members.users.queries import addresses_of
from pamphlets.answers.models import WardAnswer, delivery_of
from pamphlets.deliveries.models import ARRIVED, ENDED, LEFT, WORDS
from pamphlets.requests.emails import asker_addresses

SUBJECTS = {
    LEFT: "パンフレットを発送しました: {title}({organization})",
    ARRIVED: "{ward}がパンフレットを受け取りました: {title}",
    ENDED: "{ward}が配布を終えました: {title}",
    "undone": "{word}の取消し({ward}): {title}",
}


def tell_delivery(what: str, parcels: list[list[int]]) -> None:
    """The mails of a step, for each (answer, entry of the register); twice adds nothing (unique keys)."""
    entries = dict(parcels)
    letters = []
    for answer in _answers().filter(pk__in=entries):
        delivery = delivery_of(answer)
        if delivery is None or (what == ARRIVED and not delivery.received_on):
            continue  # taken back before the mail was built
        if what == ENDED and not delivery.finished_on:
            continue
        letters += _mails(what, answer, entries[answer.pk], to_ward=what == LEFT, delivery=delivery)
    send_mails(letters)


def tell_undone(answer_id: int, entry_id: int, step: str, reason: str, by_name: str) -> None:
    """The other side hears that a step was taken back, and why."""
    answer = _answers().get(pk=answer_id)
    facts = {"word": WORDS[step], "reason": reason, "by_name": by_name, "by_ward": step != LEFT}
    send_mails(_mails("undone", answer, entry_id, to_ward=step == LEFT, **facts))


def _answers():
    return WardAnswer.objects.select_related(
        "organization", "delivery", "pamphlet__organization__local_government", "pamphlet__section"
    )


def _mails(what, answer, entry_id, *, to_ward, **facts) -> list[MailMessage]:
    pamphlet, ward = answer.pamphlet, answer.organization
    to = addresses_of(organizations=[ward.pk]) if to_ward else sorted(asker_addresses(pamphlet))
    subject = SUBJECTS[what].format(
        title=pamphlet.title, organization=pamphlet.organization.full_name, ward=ward.name,
        word=facts.get("word", ""),
    )  # fmt: skip
    url = settings.SITE_URL + pamphlet.get_absolute_url()
    context = {"pamphlet": pamphlet, "answer": answer, "url": url, **facts}
    body = render_to_string(mail_template(f"pamphlets.delivery_{what}"), context)
    return [
        MailMessage(
            key=mail_key(f"delivery:{entry_id}", address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"pamphlets.delivery_{what}",
        )
        for address in to
    ]
