"""The mails of this room: subject and text are templates in templates/members/mail/."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

from office import postroom


def send(name: str, *, to: str, key: str, **context):
    """Post the mail `name`; its template's first line is the subject, the rest the body."""
    subject, body = _written(name, context)
    return postroom.post(key=key, to=to, subject=subject, body=body, purpose=f"members.{name}")


def send_many(name: str, *, to: Iterable[str], key: str, **context) -> int:
    """Post the same mail to each address once; its hash stands in the key, which an address may exceed."""
    subject, body = _written(name, context)
    return postroom.post_many(
        postroom.Letter(
            key=f"{key}:{hashlib.sha256(address.encode()).hexdigest()}",
            to=address,
            subject=subject,
            body=body,
            purpose=f"members.{name}",
        )
        for address in sorted({address.lower() for address in to if address})
    )


def _written(name: str, context: dict) -> tuple[str, str]:
    text = render_to_string(
        f"members/mail/{name}.txt",
        {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context},
    )
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"
