"""The mails of this room: subject and text are templates in templates/members/mail/."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

from members.models import Organization, Section, User
from office import postroom


def letter(name: str, *, to: str, key: str, **context) -> postroom.Letter:
    """The mail `name`, not posted yet; its template's first line is the subject, the rest the body."""
    subject, body = _written(name, context)
    return postroom.Letter(key, to, subject, body, f"members.{name}")


def send(name: str, *, to: str, key: str, **context):
    """Post the mail `name` in the caller's transaction."""
    return postroom.post(**vars(letter(name, to=to, key=key, **context)))


def send_all(name: str, *, to: Iterable[str], key: str, **context) -> int:
    """The same mail to each of these addresses, once each, with one insert; worded for every reader."""
    subject, body = _written(name, context)
    return postroom.post_many(
        postroom.Letter(postroom.key_of(key, address), address, subject, body, f"members.{name}")
        for address in sorted({address.lower() for address in to if address})
    )


def _written(name: str, context: dict) -> tuple[str, str]:
    text = render_to_string(
        f"members/mail/{name}.txt",
        {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context},
    )
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def secretariat_mailboxes() -> set[str]:
    """Where both desks read (事務局の共通アドレス)."""
    sections = Section.objects.open().filter(organization__in=Organization.objects.secretariats())
    return set(sections.values_list("mailbox", flat=True))


def section_mailboxes(organization) -> set[str]:
    """The shared addresses of an organisation's open sections."""
    return set(organization.sections.open().values_list("mailbox", flat=True))


def addresses_of(*, organizations) -> list[str]:
    """Shared mailboxes of these organisations and the people who may write for them, each address once.

    `organizations` are rows or keys; a reader (閲覧) can answer nothing and is not told.
    """
    sections = Section.objects.open().filter(organization__in=organizations)
    people = User.objects.acting().filter(section__organization__in=organizations)
    found = [*sections.values_list("mailbox", flat=True), *people.values_list("email", flat=True)]
    return sorted({address.lower() for address in found})
