"""Work for later: its job is a row of the same transaction as the rows it is about.

procrastinate's own `task.defer` does that in a web request. In the worker it writes through a connection of
its own: the job is then seen, and done in vain, before the rows of the unfinished transaction are.
"""

from collections.abc import Iterable

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)  # for a job that may run twice without harm
MANAGER = JobManager(DjangoConnector(alias="default"))


def defer(task: str, **arguments) -> None:
    """Queue one job of the task with that name, in the caller's transaction, from wherever it is called."""
    _deferrer(task).defer(**arguments)


def defer_many(task: str, arguments: Iterable[dict]) -> None:
    """Queue a job for each of `arguments` with one statement."""
    batch = list(arguments)
    if batch:
        _deferrer(task).batch_defer(*batch)


def _deferrer(name: str) -> JobDeferrer:
    task = app.tasks[name]
    return configure_task(
        name=name,
        job_manager=MANAGER,
        queue=task.queue,
        priority=task.priority,
        lock=task.lock,
        queueing_lock=task.queueing_lock,
    )


def oldest_waiting_seconds() -> float:
    """For how long the most overdue job of any kind has been waiting for a worker; 0 where none waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))), 0)
            FROM procrastinate_jobs job
            LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
            WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
            """
        )
        return max(0.0, float(cursor.fetchone()[0]))


def worker_silence_seconds() -> float:
    """Since when no worker has given a sign of life; 0 where none is registered: it was stopped in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - max(last_heartbeat)), 0) FROM procrastinate_workers"
        )
        return max(0.0, float(cursor.fetchone()[0]))
