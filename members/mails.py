"""The mails of this room: subject and text are templates in templates/members/mail/."""

from django.conf import settings
from django.template.loader import render_to_string

from members.models import Organization, Section
from office import postroom


def send(name: str, *, to: str, key: str, **context):
    """Post the mail `name`; its template's first line is the subject, the rest the body."""
    return postroom.post(**_letter(name, to=to, key=key, **context))


def send_all(name: str, *, to, key: str, **context) -> int:
    """The same to several addresses, each once, with one insert; the address ends its key."""
    letters = (_letter(name, to=address, key=f"{key}:{address}", **context) for address in sorted(set(to)))
    return postroom.post_many(postroom.Letter(**letter) for letter in letters)


def secretariat_mailboxes() -> set[str]:
    """Where both desks read (事務局の共通アドレス)."""
    sections = Section.objects.open().filter(organization__in=Organization.objects.secretariats())
    return set(sections.values_list("mailbox", flat=True))


def section_mailboxes(organization) -> set[str]:
    """The shared addresses of an organisation's sections."""
    return set(organization.sections.open().values_list("mailbox", flat=True))


def _letter(name, *, to, key, **context) -> dict:
    text = render_to_string(
        f"members/mail/{name}.txt",
        {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME, **context},
    )
    subject, _, body = text.strip().partition("\n")
    return {
        "key": key,
        "to": to,
        "subject": subject.strip(),
        "body": body.strip() + "\n",
        "purpose": f"members.{name}",
    }
