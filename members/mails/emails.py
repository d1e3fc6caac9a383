"""The mails of this room: subject and text are templates in templates/members/mail/."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mail, send_mails
from common.outbox.mail_templates import mail_template


def compose_message(name: str, *, to: str, key: str, **context) -> MailMessage:
    """The mail `name`, not posted yet; its template's first line is the subject, the rest the body."""
    subject, body = _written(name, context)
    return MailMessage(key, to, subject, body, f"members.{name}")


def send_message(name: str, *, to: str, key: str, **context):
    """Post the mail `name` in the caller's transaction."""
    return send_mail(**vars(compose_message(name, to=to, key=key, **context)))


def send_message_to_all(name: str, *, to: Iterable[str], key: str, **context) -> int:
    """The same mail to each of these addresses, once each, with one insert; worded for every reader."""
    subject, body = _written(name, context)
    return send_mails(
        MailMessage(mail_key(key, address), address, subject, body, f"members.{name}")
        for address in sorted({address.lower() for address in to if address})
    )


def _written(name: str, context: dict) -> tuple[str, str]:
    text = render_to_string(
        mail_template(f"members.{name}"),
        {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context},
    )
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"
