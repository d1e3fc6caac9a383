"""`make drill-faults`: PostgreSQL stops, worker and web server are killed, while people go on writing."""

import os
import signal
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from bench.content.organizations import bulk_users, fill_organizations, fill_users
from bench.measure import free_port
from bench.wire import HOST
from bench.writers import Writers
from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.replies.models import Reply
from common import jobs
from portal import processes

DATABASE = "portal_drill"
AWAY_SECONDS = 6  # twice as long as a page waits for a connection
WRITERS = 8


class Command(BaseCommand):
    help = "Stop PostgreSQL for six seconds, kill the worker and the web server, while replies are posted."

    def handle(self, *args, **options):
        if not settings.EMBEDDED or connection.settings_dict["NAME"] != DATABASE:
            raise CommandError(
                f"Say make drill-faults: it uses the embedded PostgreSQL, database {DATABASE}."
            )
        _begin_with_an_empty_database()
        self.results = Counter()
        self.port = free_port()
        command = ["env", f"PORT={self.port}", "EMAIL_URL=dummymail://", *processes.MANAGE]
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / "said").open("w+") as said:
            self.site = processes.spawn([*command, "serve", "--no-sample"], said.fileno())
            alone = None
            try:
                processes.await_answer(f"http://{HOST}:{self.port}/readyz", {"site": self.site}, seconds=300)
                alone = processes.spawn([*command, "procrastinate", "worker"], said.fileno())
                self.rehearse(alone)
            finally:
                processes.stop([child for child in (alone, self.site) if child])
        passed, failed = self.results[True], self.results[False]
        self.stdout.write(f"{passed} passed, {failed} failed")
        if failed:
            raise CommandError("Not everything stood.")

    def rehearse(self, alone):
        topic, writers = self.make_content()
        writers.start()
        watch = Watch(self.port)
        self.soon(lambda: watch.seen["page"] and len(writers.acknowledged) > WRITERS)
        self.note("pages answer while people write", watch.take("page") == {200})
        self.soon(lambda: _workers() > len(jobs.WORKERS))
        self.lose_database(watch, alone)
        self.lose_worker(watch)
        self.lose_web_server(watch)
        writers.stop()
        watch.stop()
        self.check_writes(topic, writers)
        self.note("what was left begun is done", self.soon(lambda: not _waiting(), 240))
        self.stdout.write("".join(f"     {name}, {state}\n" for name, state in _waiting()))
        self.note("/readyz says ok", self.soon(lambda: ask(self.port, "/readyz")[0] == 200))

    def make_content(self):
        fill_organizations(WRITERS)
        fill_users(WRITERS)
        users = list(bulk_users()[:WRITERS])
        values = {"title": "復旧の訓練", "body": "書き続けます。", "themes": ["migration"]}
        topic = publish_topic(topic=draft_topic(by=users[1], kind="notice", values=values), by=users[1])
        return topic, Writers(users, topic, self.port)

    def lose_database(self, watch, alone):
        from portal import postgres  # never imported where DATABASE_URL is set

        web = self.children()["web"]
        connections.close_all()
        connection.close_pool()
        watch.take("page"), watch.take("/healthz")
        postgres.pause(settings.VAR / "postgres", AWAY_SECONDS)
        self.note(
            "pages come back by themselves", self.soon(lambda: ask(self.port, "/events/")[0] == 200, 20)
        )
        seen = watch.take("page")
        self.note("meanwhile they were calm: 503, never 500", 503 in seen and seen <= {200, 503})
        self.note("/healthz was always 200", watch.take("/healthz") == {200})
        self.note("the web server is still the same", self.children().get("web") == web)
        self.note("a worker alone ended with an error code", self.soon(lambda: alone.poll() == 1))
        self.note("the worker of serve works again", self.soon(self.worker_lives))

    def lose_worker(self, watch):
        before = self.children()["worker"]
        watch.take("page")
        os.kill(before, signal.SIGKILL)
        self.note(
            "a killed worker is replaced", self.soon(lambda: self.children().get("worker", before) != before)
        )
        time.sleep(3)
        self.note("pages did not notice it", watch.take("page") == {200})

    def lose_web_server(self, watch):
        before = self.children()["web"]
        os.kill(before, signal.SIGKILL)
        self.note(
            "a killed web server is replaced", self.soon(lambda: self.children().get("web", before) != before)
        )
        self.note("and answers", self.soon(lambda: ask(self.port, "/events/")[0] == 200))
        time.sleep(3)

    def check_writes(self, topic, writers):
        there = Counter(Reply.objects.filter(topic=topic).values_list("body", flat=True))
        number = len(writers.acknowledged)
        self.stdout.write(
            f"     {number} replies acknowledged of {len(writers.tried)}, {there.total()} there"
        )
        self.note("people could write", number > WRITERS * 3)
        self.note("no acknowledged reply is lost", writers.acknowledged <= set(there))
        self.note("none is there twice", set(there.values()) == {1})

    def note(self, name, passed):
        self.results[bool(passed)] += 1
        self.stdout.write(f"{'ok  ' if passed else 'FAIL'} {name}")
        self.stdout.flush()

    def soon(self, holds, seconds=60):
        deadline = time.monotonic() + seconds
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.2)
        return holds()

    def children(self):
        """The parts of the site by name, with their process numbers."""
        found = {}
        for number in Path(f"/proc/{self.site.pid}/task/{self.site.pid}/children").read_text().split():
            command = Path(f"/proc/{number}/cmdline").read_text()
            found["worker" if "procrastinate" in command else "web"] = int(number)
        return found

    def worker_lives(self):
        return jobs.worker_silence_seconds() < 9 and "worker" in self.children()


def _begin_with_an_empty_database():
    from portal import postgres  # never imported where DATABASE_URL is set

    connections.close_all()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    postgres.ensure_database(settings.VAR / "postgres", DATABASE)


def _workers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return cursor.fetchone()[0]


def _waiting():
    """Jobs that are due and not done."""
    due = ProcrastinateJob.objects.filter(status__in=["todo", "doing"], scheduled_at=None)
    return list(due.values_list("task_name", "status")[:10])


class Watch:
    """Asks a page and /healthz five times a second, and keeps what they answered."""

    def __init__(self, port):
        self.port, self.seen, self.stopped = port, {"page": set(), "/healthz": set()}, threading.Event()
        self.threads = [
            threading.Thread(target=self._ask, args=pair, daemon=True)
            for pair in (("page", "/events/"), ("/healthz", "/healthz"))
        ]
        for thread in self.threads:
            thread.start()

    def _ask(self, name, path):
        while not self.stopped.wait(0.2):
            self.seen[name].add(ask(self.port, path)[0])

    def take(self, name):
        """The statuses since it was asked last."""
        found, self.seen[name] = self.seen[name], set()
        return found

    def stop(self):
        self.stopped.set()


def ask(port, path):
    """Status and text; status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""
