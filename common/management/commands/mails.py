"""Print every mail: who is told and when, what is asked before it leaves, and its subject."""

from django.core.management.base import BaseCommand
from django.template.loader import get_template

from common.outbox.mails import declared_mails


class Command(BaseCommand):
    help = "Lists all mails of the site: who is told and when, the guard, the subject."

    def handle(self, *args, **options):
        mails = declared_mails()
        for purpose, mail in mails.items():
            about = mail.about.__name__ if mail.about else "-"
            self.stdout.write(f"{purpose} ({about}, {mail.rhythm}): {mail.label}")
            self.stdout.write(f"  who and when: {_one_line(mail.__doc__)}")
            self.stdout.write(f"  holds while:  {_one_line(mail.still_holds.__doc__)}")
            self.stdout.write(f"  subject:      {_subject(mail.template)}")
        self.stdout.write(f"{len(mails)} mails")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _subject(name: str) -> str:
    """The first line of the template as it is written, without what it loads."""
    source = get_template(name).template.source
    first = next(line for line in source.splitlines() if line.replace("{% autoescape off %}", "").strip())
    for tag in ("{% load", "{% autoescape"):
        while tag in first:
            start = first.index(tag)
            first = first[:start] + first[first.index("%}", start) + 2 :]
    return first.strip()
