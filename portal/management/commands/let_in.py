"""Let a person in again who lost their second factor, where nobody is left to approve it."""

from django.core.management.base import BaseCommand, CommandError

from members.recoveries.actions import recover_from_command_line
from members.users.models import User


class Command(BaseCommand):
    help = "Remove the second factors of a person, end their sessions, mail them the way to a new password."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address they log in with")

    def handle(self, *args, email, **options):
        person = User.objects.active().filter(email=email.strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody logs in with {email}, or that account has ended.")
        recover_from_command_line(person=person)
        self.stdout.write(
            f"{person.name}: second factors removed, sessions ended, mail sent to {person.email}."
        )
