"""Purge the personal data of sign-ups whose day has come, as each night; or say what would go."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from sign_ups.purges.actions import mails_of, purge_slot
from sign_ups.sign_ups.models import Person
from sign_ups.slots.models import Slot


class Command(BaseCommand):
    help = "Purges the personal data of sign-ups on the day promised on the form; counts stay."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would go, change nothing")

    def handle(self, *args, **options):
        now, is_dry = timezone.now(), options["dry_run"]
        slots = Slot.objects.purge_due(now)
        for slot in slots:
            people = Person.objects.filter(slot=slot).count()
            found = f"{slot.sign_ups.count()} sign-ups, {people} people, {mails_of(slot).count()} mails"
            done = is_dry or purge_slot(slot=slot, now=now)
            word = "would purge" if is_dry else "purged" if done else "was purged meanwhile"
            self.stdout.write(f"slot {slot.pk} {slot.title} ({slot.purge_on}): {word} {found}")
        if not slots:
            self.stdout.write("nothing to purge")
