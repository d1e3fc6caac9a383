"""Mails of the board that nobody can decline: to owners, reporters, the secretariat; once for each event."""

from django.conf import settings
from django.template.loader import render_to_string

from office import postroom


def post(event: str, purpose: str, addresses: set[str], subject: str, context: dict) -> None:
    """Mail these addresses the template of the purpose (`board.topic_expired`: `topic_expired.txt`)."""
    body = body_of(purpose.partition(".")[2], context)
    postroom.post_many(letters_to(event, purpose, addresses, subject, body))


def body_of(name: str, context: dict) -> str:
    """The text of a mail from its template."""
    site = {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    return render_to_string(f"board/mails/{name}.txt", {**context, **site})


def letters_to(event: str, purpose: str, addresses: set[str], subject: str, body: str) -> list:
    """The same mail to each of these addresses, once for the event."""
    return [
        postroom.Letter(postroom.key_of(event, address), address, subject, body, purpose)
        for address in sorted(addresses)
    ]


def lower(*lists) -> set[str]:
    """Addresses as they are compared, without empty ones."""
    return {address.lower() for addresses in lists for address in addresses if address}
