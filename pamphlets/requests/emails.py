from django.conf import settings
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.mail_templates import mail_template
from members.handovers.queries import successors_of
from members.users.models import User


def asker_addresses(pamphlet) -> set[str]:
    """The asking section's mailbox, and who asked or holds his post now."""
    to = {mailbox.lower() for mailbox in pamphlet.section.mailboxes}
    asking = {pamphlet.author_id} | successors_of([pamphlet.author_id])
    still_there = User.objects.filter(
        pk__in=asking, is_active=True, section__organization=pamphlet.organization_id
    )
    return to | {email.lower() for email in still_there.values_list("email", flat=True)}


def send_each(event, name, subject, to, *, pamphlet, **more) -> None:
    body = mail_text(name, pamphlet=pamphlet, **more)
    send_mails(
        MailMessage(
            key=mail_key(event, address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"pamphlets.{name}",
        )
        for address in sorted(to)
    )


def mail_text(name, *, pamphlet, **more):
    url = settings.SITE_URL + pamphlet.get_absolute_url()
    return render_to_string(mail_template(f"pamphlets.{name}"), {"pamphlet": pamphlet, "url": url, **more})
