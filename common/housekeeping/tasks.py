"""Cleaning of jobs, keys, files and cache, and what a dead worker left. Each may run twice."""

import datetime

from asgiref.sync import async_to_sync
from procrastinate.jobs import Status

from common import clock, jobs
from common.attachments.actions import (
    discard_contents_without_rows,
    discard_orphaned_files,
    discard_unowned_files,
)
from common.housekeeping import actions
from common.idempotency.actions import delete_old_keys
from common.kept_forms.actions import delete_old_forms
from common.links.actions import discard_links_without_ends
from common.outbox.actions import requeue_lost_mails
from common.search.misses import purge_misses

MAX_RESCUES = 50


@clock.once(clock.every(1), label="止まった処理の再開")
def rescue_jobs(*, now) -> None:
    """Try again what a killed worker left undone; a job that kills every worker must not go on for ever."""
    for job in async_to_sync(jobs.MANAGER.get_stalled_jobs)(seconds_since_heartbeat=60):
        if job.attempts >= MAX_RESCUES:
            async_to_sync(jobs.MANAGER.finish_job)(job, status=Status.FAILED, delete_job=False)
        else:
            jobs.open_lock(job.id)
            async_to_sync(jobs.MANAGER.retry_job)(job)


@clock.once(clock.every(20), label="送信待ちのまま残ったメールの再送")
def requeue_mails(*, now) -> None:
    """A job for every queued mail that has none alive any more."""
    requeue_lost_mails()


@clock.once(clock.daily("3:41"), label="不要なファイルなどの削除")
def nightly_cleanup(*, now) -> None:
    """Old keys, files that nobody owns, what waited for a login, links without ends, old search words."""
    delete_old_keys(older_than=datetime.timedelta(days=7))
    delete_old_forms(older_than=datetime.timedelta(hours=24))
    discard_unowned_files(older_than=datetime.timedelta(hours=24))
    discard_orphaned_files()
    discard_contents_without_rows(older_than=datetime.timedelta(hours=24))
    discard_links_without_ends()
    purge_misses()


@clock.once(clock.hourly(37), label="期限の切れた一時的な記録の削除")
def delete_expired_cache(*, now) -> None:
    """What is over in the caches and counters; a guesser begins thousands of counters in an hour."""
    actions.delete_expired_cache()


@clock.once(clock.daily("4:11"), label="終わった処理の記録の削除")
def delete_old_jobs(*, now) -> None:
    """Jobs that ended thirty days ago, well or badly."""
    async_to_sync(jobs.MANAGER.delete_old_jobs)(
        nb_hours=24 * 30, include_failed=True, include_cancelled=True, include_aborted=True
    )
