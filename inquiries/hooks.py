"""Asked again before a mail leaves: the mail server may have been down for days, the inquiry have ended."""

from inquiries import telling_answering
from inquiries.models import Inquiry, InquiryStep
from members.models import Section, User
from office import postroom
from office.models import Mail

FALLEN = "送る前に照会が終わったか、回答などが済んだため、送りませんでした。"


def register() -> None:
    for purpose, stands in (
        ("inquiry_asked", still_asked),
        ("inquiry_reminded", still_reminded),
        ("inquiry_changed", still_open),
        ("inquiry_due_moved", still_open),
        ("answer_delegated", still_inside),
        ("answer_proposed", still_inside),
        ("answer_returned", still_inside),
    ):
        postroom.ask_before_sending(
            f"inquiries.{purpose}", lambda mail, stands=stands: "" if stands(mail) else FALLEN
        )


def _named(mail: Mail) -> list[str]:
    """What the mail's key names: `inquiry_asked:12:address`."""
    return mail.key.split(":")[1:]


def still_asked(mail: Mail) -> bool:
    """It is open, and an organisation that reads this address still owes its answer."""
    inquiry = Inquiry.objects.filter(pk=_named(mail)[0], state=Inquiry.State.OPEN).first()
    if inquiry is None:
        return False
    # from the address to the organisations: the other way round each mail would look through all 1,788
    sections = Section.objects.filter(mailbox__iexact=mail.to).values_list("organization")
    people = User.objects.filter(email__iexact=mail.to).values_list("section__organization")
    readers = [pk for (pk,) in sections.union(people)]
    return inquiry.answers.awaited().filter(organization__in=readers).exists()


def still_reminded(mail: Mail) -> bool:
    """The same, and it is due on the day that the mail says."""
    pk, day, *_ = _named(mail)
    due = Inquiry.objects.filter(pk=pk).values_list("answer_due", flat=True).first()
    return bool(due and f"{due:%Y%m%d}" == day) and still_asked(mail)


def still_open(mail: Mail) -> bool:
    return InquiryStep.objects.filter(pk=_named(mail)[0], inquiry__state=Inquiry.State.OPEN).exists()


def still_inside(mail: Mail) -> bool:
    """Nobody else was chosen, nothing decided or answered, and he may still do it."""
    step = telling_answering.step_with_answer(_named(mail)[0])
    return step is not None and mail.to.lower() in telling_answering.addresses_inside(step)
