"""`make run`: prepare the database and the static files, then serve as in production until told to stop."""

import contextlib
import fcntl
import hashlib
import signal
import socket
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from common.page_cache import triggers
from portal import migration_history, processes, seeding
from portal.processes import MANAGE

PREPARING = 7_201_911  # advisory lock: two starts at once prepare one after the other
DEMO = """
  Demo accounts (password of all: renkei-demo-2026)
    officer@demo.example      officer of 大阪府堺市
    colleague@demo.example    second officer of 大阪府堺市
    stranger@demo.example     officer of 北海道釧路市
    ward@demo.example         officer of 江東区
    ward2@demo.example        officer of 港区
    secretariat@demo.example  secretariat, may use /admin/
"""


class Command(BaseCommand):
    help = (
        "Prepare everything and serve: web server and worker, each started again when it dies. Ctrl-C stops."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--reload", action="store_true", help="Django's runserver (as make dev)")
        parser.add_argument("--no-sample", action="store_true", help="leave the sample content out")

    def handle(self, *args, **options):
        host, port = options["host"], settings.PORT
        sample = settings.EMBEDDED and not options["no_sample"]
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            _refuse_taken(host, port)
            with _alone():
                self.prepare(static=not options["reload"], sample=sample)
            connections.close_all()
            connection.close_pool()
            self.supervise(host, port, reload=options["reload"], sample=sample)
        except KeyboardInterrupt:
            self.say("Stopped.")
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        finally:
            _stop_postgres()

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def prepare(self, *, static, sample):
        migration_history.refuse_other_history()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or triggers.are_triggers_missing():
            self.say("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        if static:
            self.collect_static()
        stamp = settings.VAR / f"seeded-{connection.settings_dict['NAME']}"
        mark = f"{seeding.fingerprint()} {sample}"
        if not stamp.exists() or stamp.read_text() != mark:
            self.say("Loading facts and sample content …" if sample else "Loading facts …")
            seeding.load_seed_data(self)
            if sample:
                seeding.load_sample(self)
            seeding.index_texts(self)
            stamp.write_text(mark)

    def collect_static(self):
        mark = _static_fingerprint()
        with (settings.VAR / "static.stamp").open("a+") as stamp:
            fcntl.flock(stamp, fcntl.LOCK_EX)  # another start, on another database, shares the folder
            stamp.seek(0)
            if stamp.read() == mark:
                return
            self.say("Compressing the static files …")
            call_command("collectstatic", verbosity=0, interactive=False)
            stamp.truncate(0)
            stamp.write(mark)

    def supervise(self, host, port, *, reload, sample):
        web = [*MANAGE, "runserver", f"{host}:{port}"] if reload else processes.granian(host, port)
        children = []
        try:
            for name, command in (("web server", web), ("worker", processes.worker())):
                children.append(processes.Kept(name, command))
            running = {child.name: child.process for child in children}
            processes.await_answer(f"http://{host}:{port}/healthz", running)
            self.say(f"\n  {settings.SITE_NAME}\n  http://{host}:{port}/   (Ctrl-C stops)")
            if sample:
                self.say(DEMO)
            if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
                self.say(
                    "  EMAIL_URL is not set: no mail leaves this machine, each becomes a file in var/mail/\n"
                )
            while True:
                for said in filter(None, [child.tend() for child in children]):
                    self.stderr.write(said)
                    self.stderr.flush()
                time.sleep(0.5)
        finally:
            processes.stop(child.process for child in children)


def _interrupt(*_):
    raise KeyboardInterrupt


def _refuse_taken(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({error.strerror}). Stop what uses it, "
                f"or choose another: PORT={port + 1} make run"
            ) from error


@contextlib.contextmanager
def _alone():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def _static_fingerprint():
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _stop_postgres():
    if not settings.EMBEDDED:
        return
    from portal import postgres

    connections.close_all()
    connection.close_pool()
    postgres.stop_if_started_here(settings.VAR / "postgres")
