"""Have the worker look into the attachments that it has not seen yet, as after an update or a restore."""

from django.core.management.base import BaseCommand

from common.attachments import processing


class Command(BaseCommand):
    help = "Queues the drawing and reading of attachments that nobody looked into, and says how many."

    def handle(self, *args, **options):
        total = 0
        while asked := processing.request_missed_processing():
            total += asked
        self.stdout.write(f"{total}")
