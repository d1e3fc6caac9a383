"""The mails of this room: subject and text are templates in templates/members/mail/."""

import hashlib

from django.conf import settings
from django.template.loader import render_to_string

from office import postroom


def send(name: str, *, to: str, key: str, **context):
    """Post the mail `name`; its template's first line is the subject, the rest the body."""
    subject, body = _text(name, context)
    return postroom.post(key=key, to=to, subject=subject, body=body, purpose=f"members.{name}")


def send_to_all(name: str, *, to, key: str, **context) -> int:
    """The same mail to each of these addresses, once each; worded so that it suits every reader."""
    subject, body = _text(name, context)
    return postroom.post_many(
        postroom.Letter(f"{key}:{_named(address)}", address, subject, body, f"members.{name}")
        for address in sorted(set(to))
    )


def _named(address: str) -> str:
    # a very long address is named by its hash, to fit the column of the key
    return address if len(address) <= 100 else hashlib.sha256(address.encode()).hexdigest()


def _text(name: str, context: dict) -> tuple[str, str]:
    text = render_to_string(
        f"members/mail/{name}.txt",
        {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context},
    )
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"
