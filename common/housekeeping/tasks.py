"""Periodic cleaning of jobs, keys, files and cache. Every job may run twice: each is idempotent."""

import datetime

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from common.attachments.actions import discard_orphaned_files, discard_unowned_files
from common.housekeeping import actions
from common.idempotency.actions import delete_old_keys

MAX_RESCUES = 50


# without a lock of its own: a rescue that died while doing would otherwise block every later one
@app.periodic(cron="* * * * *")
@app.task(queueing_lock="common.rescue_jobs", pass_context=True, priority=100)
async def rescue_jobs(context, timestamp: int) -> None:
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=60):
        if job.queueing_lock or job.attempts >= MAX_RESCUES:
            # a periodic job comes again by itself; one that kills every worker must not go on for ever
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="common.nightly_cleanup")
def nightly_cleanup(timestamp: int) -> None:
    delete_old_keys(older_than=datetime.timedelta(days=7))
    discard_unowned_files(older_than=datetime.timedelta(hours=24))
    discard_orphaned_files()
    actions.delete_expired_cache()


@app.periodic(cron="11 4 * * *")
@app.task(queueing_lock="common.delete_old_jobs", pass_context=True)
async def delete_old_jobs(context, timestamp: int) -> None:
    await context.app.job_manager.delete_old_jobs(
        nb_hours=24 * 30, include_failed=True, include_cancelled=True, include_aborted=True
    )
