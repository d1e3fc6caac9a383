from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import seeding

CONSENT = "--yes-this-is-not-production"


class Command(BaseCommand):
    help = (
        "Load sample content, marked 【見本】, and the demo accounts with their public password. Idempotent."
    )

    def add_arguments(self, parser):
        parser.add_argument(CONSENT, action="store_true", dest="consent")

    def handle(self, *args, **options):
        if not settings.EMBEDDED and not options["consent"]:
            raise CommandError(
                "DATABASE_URL is set, and the demo accounts have a password everybody can read. "
                f"If this is not production, say {CONSENT}."
            )
        seeding.load_sample(self)
        seeding.index_texts(self)
