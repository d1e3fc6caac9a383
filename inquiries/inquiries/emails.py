from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.mail_templates import mail_template
from common.outbox.models import OutgoingMail
from inquiries.inquiries.models import Inquiry
from members.handovers.queries import successors_of
from members.users.models import User


def inquiry_with_asker(inquiry_id: int) -> Inquiry:
    rows = Inquiry.objects.select_related("organization__local_government", "section")
    return rows.get(pk=inquiry_id)


def send_each(event: str, name: str, subject: str, to: Iterable[str], *, inquiry, **more) -> None:
    """The mail `name` to each address, once for this event; written once, as it is the same for all."""
    url = settings.SITE_URL + inquiry.get_absolute_url()
    body = render_to_string(mail_template(f"inquiries.{name}"), {"inquiry": inquiry, "url": url, **more})
    send_mails(
        MailMessage(
            key=mail_key(event, address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"inquiries.{name}",
        )
        for address in to
    )


def asker_addresses(inquiry) -> list[str]:
    """The asking section's mailbox, and who asked or holds his post now, while he works there."""
    asking = {inquiry.author_id} | successors_of([inquiry.author_id])
    people = User.objects.active().filter(pk__in=asking, section__organization=inquiry.organization_id)
    found = [*inquiry.section.mailboxes, *people.values_list("email", flat=True)]
    return sorted({address.lower() for address in found})


NO_LONGER_TRUE = "送る前に照会が終わったか、回答などが済んだため、送りませんでした。"


def parts_of_key(mail: OutgoingMail) -> list[str]:
    """What the mail's key names: `inquiry_asked:12:address`."""
    return mail.key.split(":")[1:]
