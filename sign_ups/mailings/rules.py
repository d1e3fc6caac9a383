"""To whom a mailing goes, and why it cannot go now."""

from sign_ups.mailings.models import Mailing
from sign_ups.mailings.placeholders import SURVEY, named_in
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from sign_ups.surveys.models import Survey

NOBODY = "宛先に当たる申込がありません。宛先を変えてください。"
SENT = "このメールは、すでに送信しました。"
GONE = "催しのページがないため、この案内は送れません。"
CALLED_OFF = "申し込んだ人には自動で知らせたため、この案内は送れません（{said}）。"
PURGED = "個人情報を削除したため、メールは送れません。"
NO_SURVEY = "「{アンケート}」を使うには、この受付枠のアンケートを始めてください。"


def addressees_of(mailing: Mailing):
    """The sign-ups to which it would go now, in the order of queueing."""
    slots = [mailing.slot_id]
    if mailing.all_slots:
        same = {"carrier": mailing.slot.carrier, "carrier_id": mailing.slot.carrier_id}
        slots = Slot.objects.filter(**same).order_by().values("pk")
    found = SignUp.objects.filter(slot__in=slots, state__in=mailing.states).exclude(email="")
    if mailing.audience == Mailing.Audience.CAME:
        found = found.filter(came__gte=1)
    return found.select_related("slot").order_by("pk")


def asks_survey(mailing: Mailing) -> bool:
    return SURVEY in named_in(f"{mailing.subject}\n{mailing.text}")


def why_not_send(mailing: Mailing, row) -> str:
    """As a sentence; "" where it can. `row` is the event or call of its slot."""
    if not mailing.is_draft:
        return SENT
    if mailing.slot.is_purged:
        return PURGED
    if row is None:
        return GONE
    if said := mailing.slot.the_carrier.called_off(row):
        return CALLED_OFF.format(said=said)
    if asks_survey(mailing) and not Survey.objects.open().filter(slot=mailing.slot_id).exists():
        return NO_SURVEY
    return "" if addressees_of(mailing).exists() else NOBODY
