"""CPU time and memory of the processes that serve: the web server's, and those of PostgreSQL, from /proc."""

import re
from pathlib import Path

from django.db import connection

# work that no page asked for: what was written before is tidied up by them
BACKGROUND = re.compile(r"autovacuum|checkpointer|background writer|walwriter|logical replication|startup")


def data_folder() -> Path:
    """Where the PostgreSQL that we are connected to has its data."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return Path(cursor.fetchone()[0])


Spent = dict[Path, int]  # thread: nanoseconds


def children(parent: int) -> list[int]:
    """Process numbers of the children of all threads of `parent`."""
    return [int(pid) for thread in _threads(parent) for pid in _read(thread / "children").split()]


def web_processes(server: int) -> list[int]:
    """The workers of the web server; it serves nothing itself."""
    return children(server)


def database_processes(data: Path) -> list[int]:
    """The processes of the PostgreSQL in folder `data` that answer its clients."""
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    answering = (pid for pid in children(postmaster) if not BACKGROUND.search(_read(f"/proc/{pid}/cmdline")))
    return list(answering)


def spent(processes: list[int]) -> Spent:
    """CPU time so far of each thread; what a thread used that has ended is known nowhere else."""
    files = (thread / "schedstat" for pid in processes for thread in _threads(pid))
    return {file: _run_time(file) for file in files}


def milliseconds(before: Spent, after: Spent) -> float:
    """CPU time between two readings; of a thread that began meanwhile all of it."""
    return sum(max(ns - before.get(thread, 0), 0) for thread, ns in after.items()) / 1e6


def most_memory_mb(processes: list[int]) -> int:
    """The most memory that one of the processes ever held."""
    statuses = (_read(f"/proc/{pid}/status") for pid in processes)
    return max(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) for status in statuses) // 1024


def _threads(pid: int) -> list[Path]:
    """None where the process has just ended: others on the same PostgreSQL come and go."""
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def _run_time(file: Path) -> int:
    return int((_read(file).split() or ["0"])[0])


def _read(file: str | Path) -> str:
    """ "" where the process or thread has just ended."""
    try:
        return Path(file).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
