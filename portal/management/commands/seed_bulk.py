import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from bench.content import inquiries, pamphlets
from bench.content import organizations as bench_organizations
from bench.content import topics as bench_topics
from portal.management.commands.seed_sample import CONSENT

DEFAULTS = {
    "organizations": 400,
    "users": 1_500,
    "topics": 20_000,
    "replies": 200_000,
    "inquiries": 200,
    "pamphlets": 60,
}


class Command(BaseCommand):
    help = (
        "Fill up with made-up bulk content, to measure by. The numbers are totals: again, nothing is added."
    )

    def add_arguments(self, parser):
        for name, number in DEFAULTS.items():
            parser.add_argument(f"--{name}", type=int, default=number, metavar="N")
        parser.add_argument(CONSENT, action="store_true", dest="consent")

    def handle(self, *args, **options):
        if not settings.EMBEDDED and not options["consent"]:
            raise CommandError(f"DATABASE_URL is set. If this is not production, say {CONSENT}.")
        started = time.monotonic()
        with transaction.atomic():
            organizations = bench_organizations.fill_organizations(options["organizations"])
            users = bench_organizations.fill_users(options["users"])
            bench_organizations.fill_secretariat()
            topics, replies = bench_topics.fill(options["topics"], options["replies"])
            marks = bench_topics.fill_reading()
            asked, answers = inquiries.fill(options["inquiries"])
            requests = pamphlets.fill(options["pamphlets"])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"rows written in {time.monotonic() - started:.0f} s; now what search finds")
        self.stdout.flush()
        texts = bench_topics.index_topics() if topics else 0
        self.stdout.write(
            f"{organizations:,} organizations, {users:,} users, {topics:,} topics, {replies:,} replies, "
            f"{marks:,} marks, {texts:,} texts, "
            f"{asked:,} inquiries with {answers:,} answers, {requests:,} pamphlet requests "
            f"in {time.monotonic() - started:.0f} s"
        )
