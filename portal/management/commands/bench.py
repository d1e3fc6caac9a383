"""`make bench`: bulk content in a database of its own, served as in production, measured and judged."""

import contextlib
import logging
import tempfile

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from bench import budgets, pages, report
from bench.measure import Meter, free_port
from bench.wire import HOST
from portal import processes

DATABASE = "portal_bench"
ROUNDS = 3


class Command(BaseCommand):
    help = "Fill the database portal_bench, serve it as in production, measure it, judge it by its budgets."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=3, help="for each page, in three rounds")
        parser.add_argument("--only", default="", help="what is called so: 'board, topic' means both")

    def handle(self, *args, **options):
        is_bench = connection.settings_dict["NAME"] == DATABASE and settings.ROOT_URLCONF == "bench.urls"
        if not settings.EMBEDDED or not is_bench:
            raise CommandError(f"Say make bench: it uses the embedded PostgreSQL, database {DATABASE}.")
        logging.disable(logging.INFO)  # queries are counted in this process: its lines are not the site's
        self.options, self.judged = options, []
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("seed_facts", stdout=self.stdout)
        call_command("seed_bulk", stdout=self.stdout)
        self.measure_pages()
        for it in self.judged:
            self.stdout.write(report.judged_line(it))
        passed = sum(it.passed for it in self.judged)
        failed = len(self.judged) - passed
        self.stdout.write(f"{passed} passed, {failed} failed")
        if failed:
            raise SystemExit(1)

    def measure_pages(self):
        chosen = [page for page in pages.all_pages() if self.wanted(page.name)]
        with served(DATABASE) as meter:
            figures = [meter.meet(page) for page in chosen]
            for number in range(ROUNDS):
                self.stdout.write(f"round {number + 1} of {ROUNDS}")
                for page in figures:
                    meter.measure(page, self.options["seconds"] / ROUNDS)
        self.stdout.write(report.page_table(figures))
        self.judged += budgets.judge_pages({page.name: page for page in figures})

    def wanted(self, name):
        words = [word.strip() for word in self.options["only"].split(",")]
        return any(word in name for word in words)


@contextlib.contextmanager
def served(database: str):
    """The site over that database, as in production but for the pages of the floor; gives its meter."""
    port = free_port()
    given = [f"PORTAL_DATABASE_NAME={database}", "DJANGO_SETTINGS_MODULE=bench.settings"]
    with tempfile.TemporaryFile() as log:
        server = processes.spawn(["env", *given, *processes.granian(HOST, port)], log.fileno())
        try:
            processes.await_answer(f"http://{HOST}:{port}/healthz", {"web server": server})
            yield Meter(port=port, server=server.pid, data=settings.VAR / "postgres")
        finally:
            processes.stop([server])
            connections.close_all()
