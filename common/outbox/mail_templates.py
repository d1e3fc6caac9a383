"""Mails whose subject and text are a template: its first line is the subject, the rest the body."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mail, send_mails
from common.outbox.models import OutgoingMail


@cache
def mail_template(purpose: str) -> str:
    """Template of a mail by its purpose: `board.topic_closed` is `board/<subject>/mails/topic_closed.txt`.

    Raises ValueError unless exactly one subject of the room has a mail of that name.
    """
    room, _, name = purpose.partition(".")
    templates = Path(settings.BASE_DIR) / "templates"
    (found,) = (templates / room).glob(f"*/mails/{name}.txt")
    return str(found.relative_to(templates))


def compose_template_mail(purpose: str, *, to: str, key: str, **context) -> MailMessage:
    """The mail of that purpose, not queued yet."""
    subject, body = _subject_and_body(purpose, context)
    return MailMessage(key, to, subject, body, purpose)


def send_template_mail(purpose: str, *, to: str, key: str, **context) -> OutgoingMail:
    """Queue the mail in the caller's transaction."""
    subject, body = _subject_and_body(purpose, context)
    return send_mail(key=key, to=to, subject=subject, body=body, purpose=purpose)


def send_template_mail_to_each(purpose: str, *, to: Iterable[str], key: str, **context) -> int:
    """The same mail to each of these addresses, once each, with one insert; rendered once."""
    subject, body = _subject_and_body(purpose, context)
    return send_mails(
        MailMessage(mail_key(key, address), address, subject, body, purpose)
        for address in sorted({address.lower() for address in to if address})
    )


def _subject_and_body(purpose: str, context: dict) -> tuple[str, str]:
    text = render_to_string(
        mail_template(purpose), {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context}
    )
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"
