"""`make bench`: bulk content in a database of its own, served as in production, and a table of the pages."""

import logging
import tempfile
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.test import Client

from bench.measure import HOST, Measured, Meter, Page, free_port
from bench.organizations import bulk_users
from board.topics.models import Topic
from inquiries.inquiries.models import Inquiry
from portal import processes

DATABASE = "portal_bench"


class Command(BaseCommand):
    help = "Fill the database portal_bench, serve it as in production, print a table of what pages cost."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=3, help="of four clients at once, for each page")
        parser.add_argument("--only", default="", help="pages whose name contains this")

    def handle(self, *args, **options):
        if not settings.EMBEDDED or connection.settings_dict["NAME"] != DATABASE:
            raise CommandError(f"Say make bench: it uses the embedded PostgreSQL, database {DATABASE}.")
        logging.disable(logging.INFO)  # queries are counted in this process: its lines are not the site's
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("seed_facts", stdout=self.stdout)
        call_command("seed_bulk", stdout=self.stdout)
        pages = [page for page in _pages() if options["only"] in page.name]
        with tempfile.TemporaryDirectory() as folder:
            self.measure(pages, Path(folder) / "log", options["seconds"])

    def measure(self, pages, log, seconds):
        port = free_port()
        with log.open("w") as output:
            server = processes.spawn(processes.granian(HOST, port), output.fileno())
        try:
            processes.await_answer(f"http://{HOST}:{port}/healthz", {"web server": server})
            meter = Meter(port=port, server=server.pid, log=log, seconds=seconds)
            self.stdout.write(HEAD)
            for number, page in enumerate(pages, 1):
                self.stdout.write(_row(meter.measure(number, page)))
                self.stdout.flush()
            self.stdout.write(f"\nmost memory of a web process: {meter.memory_mb()} MB")
        finally:
            processes.stop([server])
            connections.close_all()


COLUMNS = ("status", "queries", "p50 ms", "p95 ms", "CPU ms", "requests/s", "bytes")
LINES = [f"{'':->34}-", *("-" * (len(column) + 1) + ":" for column in COLUMNS)]
HEAD = f"| {'page':33} | {' | '.join(COLUMNS)} |\n|{'|'.join(LINES)}|"


def _row(it: Measured) -> str:
    return (
        f"| {it.name:33} | {it.status:6} | {it.queries:7} | {it.p50:6.1f} | {it.p95:6.1f} | {it.cpu:6.1f} "
        f"| {it.per_second:10.0f} | {it.bytes:5} |"
    )


def _pages() -> list[Page]:
    visitor, officer, ward, asker = (Client(raise_request_exception=False) for _ in range(4))
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    users = list(bulk_users()[:2])
    ward.force_login(users[0], backend=backend)  # the first of every six works for a ward
    officer.force_login(users[1], backend=backend)
    inquiry = Inquiry.objects.order_by("pk").first()  # asks every member fifty questions
    asker.force_login(inquiry.author, backend=backend)
    longest = Topic.objects.order_by("-reply_count").first()
    common, rare = quote("防災"), quote("ワーケーション 復興")
    return [
        Page("healthz: what no page can beat", "/healthz", visitor),
        Page("home, visitor", "/", visitor),
        Page("events, visitor", "/events/", visitor),
        Page("disaster, visitor", "/disaster/", visitor),
        Page("members, visitor", "/members/", visitor),
        Page("news, visitor", "/news/", visitor),
        Page("search, visitor", f"/search/?q={common}", visitor),
        Page("home, officer", "/", officer),
        Page("my page, officer", "/mypage/", officer),
        Page("my page, ward", "/mypage/", ward),
        Page("board", "/board/", officer),
        Page("board, page 500", "/board/?page=500", officer),
        Page("board, one kind", "/board/?kind=proposal", officer),
        Page("board, by word", f"/board/?q={common}", officer),
        Page("board, unread", "/board/unread/", ward),
        Page("topic, few replies", Topic.objects.filter(reply_count=3).first().get_absolute_url(), officer),
        Page(f"topic, {longest.reply_count} replies", longest.get_absolute_url(), officer),
        Page("topic, last page of replies", f"{longest.get_absolute_url()}?page=9999", officer),
        Page("pamphlets", "/board/pamphlets/", ward),
        Page("inquiries", "/inquiries/", asker),
        Page("inquiry, results", f"{inquiry.get_absolute_url()}results/", asker),
        Page("inquiry, numbers", f"{inquiry.get_absolute_url()}counts/", asker),
        Page("search, two letters", f"/search/?q={common}", officer),
        Page("search, two words", f"/search/?q={rare}", officer),
        Page("search, nothing found", f"/search/?q={quote('鯨汁')}", officer),
    ]
