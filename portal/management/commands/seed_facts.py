from django.core.management.base import BaseCommand

from portal import seeding


class Command(BaseCommand):
    help = "Load the real facts of fixtures/: local governments, events, news, disasters. Idempotent."

    def handle(self, *args, **options):
        seeding.load_seed_data(self)
        seeding.index_texts(self)
