"""The embedded PostgreSQL: started by many at once, killed, left behind, in odd places."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from portal import postgres

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "postgres"
    yield folder
    postgres.stop(folder)


def connect(at):
    return psycopg.connect(**at, dbname="postgres", autocommit=True)


def postmaster(data):
    return int((data / "postmaster.pid").read_text().split()[0])


def test_eight_processes_at_once_start_one_server_on_an_empty_folder(data):
    program = (
        "import sys; from pathlib import Path; from portal import postgres; postgres.start(Path(sys.argv[1]))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(data)], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    ends = [(process.communicate()[1], process.returncode) for process in started]
    assert ends == [("", 0)] * 8
    assert postgres.is_up(data)


def test_acknowledged_rows_survive_the_killing_of_the_server(data):
    at = postgres.start(data)
    with connect(at) as connection:
        connection.execute("CREATE TABLE kept (writer int, number int)")
    acknowledged = [0] * 4

    def write(writer):
        try:
            with connect(at) as connection:
                while True:
                    connection.execute("INSERT INTO kept VALUES (%s, %s)", [writer, acknowledged[writer]])
                    acknowledged[writer] += 1
        except psycopg.Error:
            pass  # the server was killed: that is the test

    writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for writer in writers:
        writer.start()
    while min(acknowledged) < 20:
        time.sleep(0.01)
    os.kill(postmaster(data), signal.SIGKILL)
    for writer in writers:
        writer.join()

    postgres.start(data)
    with connect(at) as connection:
        found = connection.execute(
            "SELECT writer, count(*) FROM kept GROUP BY writer ORDER BY writer"
        ).fetchall()
    assert all(count >= acknowledged[writer] for writer, count in found)
    assert len(found) == 4


def test_a_stale_pid_file_whose_number_another_program_has_now_does_not_keep_it_down(data):
    postgres.start(data)
    left = (data / "postmaster.pid").read_text().splitlines(keepends=True)
    assert postgres.stop(data)
    with subprocess.Popen(["sleep", "60"]) as other:
        (data / "postmaster.pid").write_text("".join([f"{other.pid}\n", *left[1:]]))
        postgres.start(data)
        other.kill()
    assert postgres.is_up(data)
    assert postmaster(data) != other.pid


def test_a_half_made_folder_is_made_anew(data):
    half = data.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    postgres.start(data)
    assert postgres.is_up(data)
    assert not half.exists()


@pytest.mark.parametrize("name", ["x" * 100, "with space, comma and 'quote'"])
def test_long_and_odd_paths_get_a_short_private_socket_folder(tmp_path, name):
    data = tmp_path / name / "postgres"
    at = postgres.start(data)
    try:
        assert at["host"] != str(data)
        assert len(at["host"]) < postgres.SOCKET_PATH_LIMIT
        assert Path(at["host"]).stat().st_mode & 0o777 == 0o700
        with connect(at) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        assert postgres.stop(data)
        Path(at["host"]).rmdir()


def test_only_its_owner_may_enter_and_nothing_listens_on_the_network(data):
    with connect(postgres.start(data)) as connection:
        listen, ctype = connection.execute(
            "SELECT current_setting('listen_addresses'), datctype FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    assert listen == ""
    assert ctype == "C.UTF-8"
    assert data.stat().st_mode & 0o777 == 0o700


def test_databases_are_made_once(data):
    at = postgres.start(data)
    postgres.ensure_database(data, "portal")
    postgres.ensure_database(data, "portal")
    with psycopg.connect(**at, dbname="portal") as connection:
        assert connection.execute("SELECT getdatabaseencoding()").fetchone() == ("UTF8",)


def test_it_is_stopped_by_its_starter_only_and_only_when_nobody_else_is_connected(data, monkeypatch):
    at = postgres.start(data)
    with connect(at):
        assert not postgres.stop_if_started_here(data)
    assert postgres.is_up(data)
    monkeypatch.setattr(postgres, "_started_here", set())  # as another process sees it
    assert not postgres.stop_if_started_here(data)
    monkeypatch.undo()
    until = time.monotonic() + 10  # a backend needs a moment to go after its client has closed
    while not (stopped := postgres.stop_if_started_here(data)) and time.monotonic() < until:
        time.sleep(0.05)
    assert stopped
    assert not postgres.is_up(data)


def test_make_stop_says_whether_it_ran(data):
    postgres.start(data)
    command = [sys.executable, "-m", "portal.postgres", "stop", str(data)]
    said = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout for _ in range(2)]
    assert said == ["PostgreSQL stopped.\n", "PostgreSQL was not running.\n"]
