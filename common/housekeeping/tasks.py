"""What the worker does for the office. Every job may run twice: each is idempotent."""

import datetime

from procrastinate import BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from office import file_texts, housekeeping, index, postroom
from office.cabinet import looking
from office.models import Mail, StoredFile

MAX_RESCUES = 50


class AfterPause(BaseRetryStrategy):
    """Tries again after the pause a failed delivery names; a bug is tried again hourly, three times."""

    def get_retry_decision(self, *, exception, job):
        if isinstance(exception, postroom.NotDelivered):
            return RetryDecision(retry_in={"seconds": exception.pause})
        return RetryDecision(retry_in={"hours": 1}) if job.attempts < 3 else None


@app.task(name=postroom.TASK, retry=AfterPause(), queue="mail")
def deliver_mail(mail_id: int) -> None:
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is not None:
        postroom.deliver(mail)


@app.task(name=index.TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5), queue="index")
def refresh_text(model: str, pk: int) -> None:
    index.refresh_key(model, pk)


@app.task(name=looking.TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5), queue="pictures")
def look_into_file(pk: str) -> None:
    file = StoredFile.objects.filter(pk=pk).first()
    if file is not None:
        looking.look(file)
        file_texts.tell_owner(file)


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="office.look_into_missed")
def look_into_missed(timestamp: int) -> None:
    looking.ask_for_missed()


@app.periodic(cron="7,27,47 * * * *")
@app.task(queueing_lock="office.requeue_mails")
def requeue_mails(timestamp: int) -> None:
    postroom.requeue_lost()


# without a lock of its own: a rescue that died while doing would otherwise block every later one
@app.periodic(cron="* * * * *")
@app.task(queueing_lock="office.rescue_jobs", pass_context=True, priority=100)
async def rescue_jobs(context, timestamp: int) -> None:
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=60):
        if job.queueing_lock or job.attempts >= MAX_RESCUES:
            # a periodic job comes again by itself; one that kills every worker must not go on for ever
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="office.tidy")
def tidy(timestamp: int) -> None:
    housekeeping.forget_tokens(older_than=datetime.timedelta(days=7))
    housekeeping.discard_unowned(older_than=datetime.timedelta(hours=24))
    housekeeping.discard_orphans()
    housekeeping.forget_expired_cache()


@app.periodic(cron="11 4 * * *")
@app.task(queueing_lock="office.tidy_jobs", pass_context=True)
async def tidy_jobs(context, timestamp: int) -> None:
    await context.app.job_manager.delete_old_jobs(
        nb_hours=24 * 30, include_failed=True, include_cancelled=True, include_aborted=True
    )
