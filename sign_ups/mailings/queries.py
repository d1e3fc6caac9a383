"""How the mails of a mailing stand, from the outbox of the site; as many queries for 300 as for three."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from common.outbox.models import OutgoingMail
from sign_ups.mailings.models import Mailing, MailingRecipient
from sign_ups.mailings.rules import addressees_of
from sign_ups.sign_ups.models import SignUp

State = OutgoingMail.State
PURPOSE = "sign_ups.mailing_sent"  # the name of its mail in the outbox
TONES = {State.FAILED: "error", State.QUEUED: "warning", State.SENT: "success"}


class Line(NamedTuple):
    """A sign-up to which it went, and how its mail stands."""

    sign_up: SignUp
    state: str
    reason: str

    @property
    def word(self) -> str:
        return State(self.state).label

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "muted")


def mails_of(mailing: Mailing):
    return OutgoingMail.objects.filter(purpose=PURPOSE, facts__mailing=mailing.pk)


def lines_of(mailing: Mailing, recipients: Iterable[MailingRecipient]) -> list[Line]:
    """Those of one page; what the worker has not written yet waits."""
    recipients = list(recipients)
    mails = mails_of(mailing).filter(about_id__in=[one.sign_up_id for one in recipients])
    told = {pk: rest for pk, *rest in mails.values_list("about_id", "state", "last_error")}
    return [
        Line(one.sign_up, *(told.get(one.sign_up_id) or (one.outcome or State.QUEUED, "")))
        for one in recipients
    ]


def recipients_of(mailing: Mailing):
    return mailing.recipients.select_related("sign_up__slot").order_by("pk")


def counts_of(mailing: Mailing) -> dict[str, int]:
    """How many mails in each state: {"sent": 3}."""
    kept = list(mailing.recipients.order_by().values_list("sign_up_id", "outcome"))
    told = dict(mails_of(mailing).values_list("about_id", "state"))
    return Counter(told.get(pk) or outcome or State.QUEUED.value for pk, outcome in kept)


def failed_of(mailing: Mailing):
    """Those whom no mail reached, for the telephone."""
    failed = mails_of(mailing).filter(state=State.FAILED).order_by().values("about_id")
    return recipients_of(mailing).filter(sign_up__in=failed)


def examples_of(mailing: Mailing) -> Sequence[SignUp]:
    """Up to three to whom it would go: the first, one in the middle, the last."""
    found = addressees_of(mailing)
    number = found.count()
    return [found[at] for at in sorted({0, number // 2, number - 1})] if number else []
