"""Have the worker process the attachments that it has not read yet, as after an update or a restore."""

from django.core.management.base import BaseCommand

from common.attachments import processing


class Command(BaseCommand):
    help = "Queues the drawing and reading of attachments that were never processed, and says how many."

    def handle(self, *args, **options):
        total = 0
        while asked := processing.request_missed_processing():
            total += asked
        self.stdout.write(f"{total}")
