"""`make run` as a person meets it: real processes, a database of its own, real signals."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

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
    return tmp_path_factory.mktemp("var")


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


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own http address
            return response.status
    except OSError:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_when_it_says_so_and_a_signal_stops_everything(serve, number):
    process, address, said = serve
    assert [answers(address + path) for path in ("/healthz", "/readyz", "/")] == [200, 200, 200]
    assert "officer@demo.example" not in said.read_text()  # no sample content, no demo accounts
    running = children(process)
    assert sorted(running) == ["web", "worker"]
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in running.values() if Path(f"/proc/{pid}").exists()]
    assert answers(address + "/healthz") is None


@pytest.mark.slow
@pytest.mark.parametrize(("child", "name"), [("web", "web server"), ("worker", "worker")])
def test_when_one_part_dies_the_whole_stops_with_a_sentence(serve, child, name):
    process, address, said = serve
    os.kill(children(process)[child], signal.SIGKILL)
    assert process.wait(timeout=30) == 1
    assert f"The {name} ended by itself (exit code -9); everything stops." in said.read_text()
    assert answers(address + "/healthz") is None


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
