"""Work for later: its job is a row of the same transaction as the rows it is about.

procrastinate's own `task.defer` does that in a web request. In the worker it writes through a connection of
its own: the job is then seen, and done in vain, before the rows of the unfinished transaction are.

    @jobs.task("board.build_archive", jobs.FILES)
    def build_archive(archive_id): ...

    jobs.defer("board.build_archive", archive_id=archive.pk)      # in the action
"""

import datetime
import functools
import json
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)  # for a job that may run twice without harm
MANAGER = JobManager(DjangoConnector(alias="default"))
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Kind:
    """What a job is for: where it waits, what goes first, after how many seconds /readyz complains."""

    name: str
    queue: str
    priority: int  # the higher, the sooner; no two kinds share one
    patience: int


CLOCK = Kind("clock", "default", 100, 10 * MINUTE)
AWAITED = Kind("awaited", "default", 95, 10 * MINUTE)  # somebody waits for the mails that it writes
AWAITED_MAIL = Kind("awaited mail", "mail", 90, 10 * MINUTE)  # its reader sits before the screen
MAIL = Kind("mail", "mail", 80, 30 * MINUTE)
TELLING = Kind("telling", "default", 70, 30 * MINUTE)  # writes mails; also what follows from an action
FILES = Kind("files", "files", 60, 30 * MINUTE)  # somebody looks at a page that shows how far it is
INDEX = Kind("index", "index", 20, 6 * HOUR)
PICTURES = Kind("pictures", "pictures", 10, 24 * HOUR)
EARLIER = Kind("of an earlier release", "default", 0, 30 * MINUTE)
KINDS = (CLOCK, AWAITED, AWAITED_MAIL, MAIL, TELLING, FILES, INDEX, PICTURES, EARLIER)
# queues and slots of each worker in the one process: a silent mail server holds up mail only, a file that
# takes a minute only files; what earlier releases queued is done too
WORKERS = ((("mail",), 2), (("default", "index"), 3), (("files", "pictures"), 2))

_running: ContextVar[Kind | None] = ContextVar("kind of the job that runs", default=None)


def task(name: str, kind: Kind, *, retry=False, **options) -> Callable:
    """Declare the task of that name; every task is of a kind."""

    def declare(function: Callable) -> Callable:
        @functools.wraps(function)
        def run(*args, **arguments):
            token = _running.set(kind)
            try:
                return function(*args, **arguments)
            finally:
                _running.reset(token)

        options.setdefault("task_middleware", [_open_lock])
        return app.task(name=name, queue=kind.queue, priority=kind.priority, retry=retry, **options)(run)

    return declare


def somebody_waits() -> bool:
    """Whether what is done now was asked for by somebody who waits for it: on a page, or in their mailbox."""
    return _running.get() in (None, AWAITED)


def _open_lock(call_next, context, worker):
    """While a job is done another like it may wait: who looks now may have looked too early for it."""
    if context.job.queueing_lock:
        open_lock(context.job.id)
    return call_next()


def open_lock(job_id: int) -> None:
    """Let the job be tried again although another one with its lock waits."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = %s", [job_id])


# A job with the same lock that waits is held until the caller's transaction ends: whoever takes it then sees
# the caller's rows.
_DEFER = """
    INSERT INTO procrastinate_jobs (queueing_lock, queue_name, task_name, priority, args, scheduled_at)
    SELECT job.lock, job.queue, job.task, job.priority, job.args::jsonb, job.at
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::text[], %s::timestamptz[])
        AS job (lock, queue, task, priority, args, at)
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET queueing_lock = EXCLUDED.queueing_lock
    RETURNING xmax = 0
"""
_gathered: ContextVar[list[tuple] | None] = ContextVar("jobs that are queued together", default=None)


def defer(task: str, **arguments) -> None:
    """Queue one job of the task with that name, in the caller's transaction, from wherever it is called."""
    defer_many(task, [arguments])


def defer_many(
    task: str,
    arguments: Iterable[dict],
    *,
    kind: Kind | None = None,
    seconds: float = 0,
    lock: Callable[..., str] | None = None,
) -> int:
    """Queue a job for each of `arguments` with one statement; returns how many are new.

    `kind` in place of the task's own; `seconds` from now; `lock(**arguments)`: where a job with that lock
    waits already, it does the work of this one too.
    """
    to = kind or app.tasks[task]
    at = timezone.now() + datetime.timedelta(seconds=seconds) if seconds else None
    jobs = [
        (lock(**one) if lock else None, to.queue, task, to.priority, json.dumps(one), at) for one in arguments
    ]
    if (waiting := _gathered.get()) is None:
        return _insert(jobs)
    waiting += jobs
    return len(jobs)


@contextmanager
def gathered():
    """What is queued inside, of whatever tasks, is queued with one statement at its end."""
    token = _gathered.set(jobs := [])
    try:
        yield
    finally:
        _gathered.reset(token)
    _insert(jobs)


def _insert(jobs: list[tuple]) -> int:
    if not jobs:
        return 0
    once = {lock or number: (lock, *job) for number, (lock, *job) in enumerate(jobs)}
    # two transactions that wait for each other's locks take them in one order
    ordered = sorted(once.values(), key=lambda job: job[0] or "")
    with connection.cursor() as cursor:
        cursor.execute(_DEFER, [list(column) for column in zip(*ordered, strict=True)])
        return sum(new for (new,) in cursor.fetchall())


# of what was put off, since when it is due; of the rest since when the first were queued, for a transaction
# that takes long queues later than it says
_WAITING = """
    SELECT kind.priority, extract(epoch FROM now() - least(
        (SELECT min(event.at) FROM procrastinate_events event
         WHERE event.type = 'deferred' AND event.job_id = ANY(ARRAY(
            SELECT job.id FROM procrastinate_jobs job
            WHERE job.status = 'todo' AND job.priority = kind.priority AND job.scheduled_at IS NULL
            ORDER BY job.id LIMIT 50))),
        (SELECT min(job.scheduled_at) FROM procrastinate_jobs job
         WHERE job.status = 'todo' AND job.priority = kind.priority AND job.scheduled_at <= now())))
    FROM unnest(%s::int[]) AS kind (priority)
"""


def waiting_seconds() -> dict[Kind, float]:
    """For how long the most overdue job of each kind has been waiting for a worker; 0 where none waits."""
    kinds = {kind.priority: kind for kind in KINDS}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(kinds)])
        return {kinds[priority]: max(0.0, float(age or 0)) for priority, age in cursor.fetchall()}


def worker_silence_seconds() -> float:
    """Since when no worker has given a sign of life; 0 where none is registered: it was stopped in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - max(last_heartbeat)), 0) FROM procrastinate_workers"
        )
        return max(0.0, float(cursor.fetchone()[0]))
