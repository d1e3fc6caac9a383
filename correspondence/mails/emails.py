"""Mails about a request: how they are written, who the asking side is, and whether they still hold."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.guards import register_guard
from common.outbox.mail_templates import mail_template
from common.outbox.models import OutgoingMail
from members.handovers.queries import successors_of
from members.sections.models import Section
from members.users.models import User

NO_LONGER_TRUE = "送る前に受付が終わったか、回答などが済んだため、送りませんでした。"


def context_of(item, **more) -> dict:
    """What the texts of all mails about a request may name."""
    return {item.NAME: item, "url": settings.SITE_URL + item.get_absolute_url(), **more}


def send_each(event: str, name: str, subject: str, to: Iterable[str], *, item, **more) -> int:
    """The mail `name` to each address, once for this event; written once, as it is the same for all."""
    purpose = f"{item.ROOM}.{name}"
    body = render_to_string(mail_template(purpose), context_of(item, **more))
    return send_mails(
        MailMessage(key=mail_key(event, address), to=address, subject=subject, body=body, purpose=purpose)
        for address in sorted(to)
    )


def addresses_at(item, people: Iterable[int]) -> set[str]:
    """Addresses of these people, or of whoever holds their post now, while they work for the asking side."""
    keys = {key for key in people if key}
    rows = User.objects.active().filter(
        pk__in=keys | successors_of(list(keys)), section__organization=item.organization_id
    )
    return {email.lower() for email in rows.values_list("email", flat=True)}


def asker_addresses(item) -> set[str]:
    """The asking section's mailbox, and who asked or holds their post now."""
    return {mailbox.lower() for mailbox in item.section.mailboxes} | addresses_at(item, [item.author_id])


# --- whether a mail still holds --------------------------------------------------------------------------


def register_guards(room: str, guards: Mapping[str, Callable[[OutgoingMail], bool]]) -> None:
    """Have each mail of the room asked, before it leaves, whether it still holds; called in `hooks.py`."""
    for name, holds in guards.items():
        register_guard(f"{room}.{name}", lambda mail, holds=holds: "" if holds(mail) else NO_LONGER_TRUE)


def parts_of_key(mail: OutgoingMail) -> list[str]:
    """What the mail's key names: `inquiry_asked:12:address`."""
    return mail.key.split(":")[1:]


def state_guard(model, state: str) -> Callable[[OutgoingMail], bool]:
    """Holds while the request that the key names is in this state."""
    return lambda mail: model.objects.filter(pk=parts_of_key(mail)[0], state=state).exists()


def owed_guard(model) -> Callable[[OutgoingMail], bool]:
    """Holds while the request is open and an organisation that reads this address still owes its answer."""

    def holds(mail: OutgoingMail) -> bool:
        item = model.objects.filter(pk=parts_of_key(mail)[0], state=model.State.OPEN).first()
        return item is not None and owes_here(item, mail.to)

    return holds


def due_guard(model) -> Callable[[OutgoingMail], bool]:
    """The same, while it is due on the day that the mail says: `inquiry_reminded:12:20260401:5:address`."""
    owed = owed_guard(model)

    def holds(mail: OutgoingMail) -> bool:
        pk, day, *_ = parts_of_key(mail)
        due = model.objects.filter(pk=pk).values_list("answer_due", flat=True).first()
        return bool(due and f"{due:%Y%m%d}" == day) and owed(mail)

    return holds


def owes_here(item, address: str) -> bool:
    """Whether an organisation that reads this address still owes its answer, or must answer anew."""
    # from the address to the organisations: the other way round each mail would look through all 1,788
    sections = Section.objects.filter(mailbox__iexact=address).values_list("organization")
    people = User.objects.filter(email__iexact=address).values_list("section__organization")
    readers = [pk for (pk,) in sections.union(people)]
    return item.answers.to_be_written().filter(organization__in=readers).exists()
