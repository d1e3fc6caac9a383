"""The mails of this room: subject and text are templates in templates/members/mail/."""

from dataclasses import asdict

from django.conf import settings
from django.template.loader import render_to_string

from office import postroom


def send(name: str, *, to: str, key: str, **context):
    """Post the mail `name`; its template's first line is the subject, the rest the body."""
    return postroom.post(**asdict(letter(name, to=to, key=key, **context)))


def letter(name: str, *, to: str, key: str, **context) -> postroom.Letter:
    """The mail `name` as the post room takes it, for many at once."""
    text = render_to_string(
        f"members/mail/{name}.txt",
        {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context},
    )
    subject, _, body = text.strip().partition("\n")
    return postroom.Letter(
        key=key, to=to, subject=subject.strip(), body=body.strip() + "\n", purpose=f"members.{name}"
    )
