"""`make run` as a person meets it: real processes, a database of its own, real signals."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from portal import processes as site_processes
from tests import clock, processes, template_database

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def var(tmp_path_factory):
    """What the sites write, in place of `var/`: its static files are compressed once."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def database(django_db_blocker, var):
    """A migrated database for the sites alone: the first loads the facts, later ones find them."""
    name = f"test_serve_{os.getpid()}"
    with django_db_blocker.unblock():
        template = template_database.ensure()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        clock.shift_database(name)
        yield name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def serve(database, port, var, tmp_path):
    """A started site: the process, its address and what it says."""
    said = tmp_path / "said"
    with said.open("w") as output:
        process = subprocess.Popen(
            # a shell starts what runs behind it deaf to Ctrl-C; the site is asked here whether it hears
            ["env", "--default-signal=INT", sys.executable, "manage.py", "serve", "--no-sample"],
            cwd=ROOT,
            env=processes.environment(var, database, PORT=str(port), WEB_CONCURRENCY="1"),
            stdout=output,
            stderr=output,
        )
    deadline = time.monotonic() + 180
    while "Ctrl-C stops" not in said.read_text():
        assert process.poll() is None, said.read_text()
        assert time.monotonic() < deadline, said.read_text()
        time.sleep(0.1)
    yield process, f"http://127.0.0.1:{port}", said
    if process.poll() is None:
        process.kill()
        process.wait()


def children(process):
    """The parts of the site by name, with their process numbers."""
    numbers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    commands = {int(number): Path(f"/proc/{number}/cmdline").read_text() for number in numbers}
    return {
        ("worker" if "procrastinate" in command else "web"): number for number, command in commands.items()
    }


def await_that(holds, seconds=60):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def asked(sql):
    """What the server says, asked from outside the database of the sites."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@contextlib.contextmanager
def taken_away(database):
    """A server that lets nobody into this database for now."""
    change = f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS '
    with connection._nodb_cursor() as cursor:
        cursor.execute(change + "false")
        try:
            yield
        finally:
            cursor.execute(change + "true")


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as response:  # noqa: S310 - our own http address
            return response.status
    except OSError:
        return None


@pytest.mark.slow
def test_it_answers_when_it_says_so_and_ctrl_c_stops_everything(serve):
    process, address, said = serve
    assert [answers(address + path) for path in ("/healthz", "/")] == [200, 200]
    await_that(lambda: answers(address + "/readyz") == 200)  # the first one reads all migrations
    assert "officer@demo.example" not in said.read_text()  # no sample content, no demo accounts
    running = children(process)
    assert sorted(running) == ["web", "worker"]
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in running.values() if Path(f"/proc/{pid}").exists()]
    assert answers(address + "/healthz") is None


@pytest.mark.slow
def test_a_part_that_dies_is_started_again_and_the_other_goes_on(serve):
    process, address, said = serve
    for part, other, name in (("worker", "web", "worker"), ("web", "worker", "web server")):
        before = children(process)
        os.kill(before[part], signal.SIGKILL)
        await_that(lambda part=part, old=before[part]: children(process).get(part, old) != old)
        assert f"The {name} ended by itself (exit code -9); it starts again in 1 s." in said.read_text()
        assert children(process)[other] == before[other]
        await_that(lambda: answers(address + "/readyz") == 200)
    running = children(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in running.values() if Path(f"/proc/{pid}").exists()]
    assert answers(address + "/healthz") is None


def test_who_dies_soon_is_started_again_after_growing_pauses(monkeypatch):
    now = {"at": 1000.0}
    monkeypatch.setattr(site_processes, "time", SimpleNamespace(monotonic=lambda: now["at"]))
    child = site_processes.Kept("child", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(9):
        child.process.wait()
        pauses.append(int(child.tend().split(" again in ")[1].split()[0]))
        dead = child.process
        now["at"] += pauses[-1] - 0.1
        assert child.tend() == ""
        assert child.process is dead
        now["at"] += 0.1
        child.tend()
        assert child.process is not dead
    assert pauses == [1, 2, 4, 8, 15, 30, 60, 60, 60]
    child.process.wait()
    now["at"] += site_processes.STEADY_SECONDS
    assert child.tend() == "The child ended by itself (exit code 3); it starts again in 1 s."


@pytest.mark.slow
def test_a_worker_that_loses_the_database_ends_with_an_error_code(database, var):
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"],
        cwd=ROOT,
        env=processes.environment(var, database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    theirs = f"FROM pg_stat_activity WHERE datname = '{database}'"
    try:
        await_that(lambda: asked(f"SELECT count(*) {theirs} AND query ILIKE '%listen%'") > 0)
        with taken_away(database):  # lost connections alone are made anew, and the worker goes on
            asked(f"SELECT count(pg_terminate_backend(pid)) {theirs}")
            assert worker.wait(timeout=120) == 1
    finally:
        worker.kill()
        worker.wait()


@pytest.mark.slow
def test_a_port_in_use_is_refused_at_once(port):
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used (Address already in use)" in done.stderr
    assert "Traceback" not in done.stderr


def test_sample_content_is_refused_beside_a_real_database(settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="--yes-this-is-not-production"):
        call_command("seed_sample")
