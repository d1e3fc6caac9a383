from django.utils import timezone
from procrastinate.contrib.django import app

from common import jobs
from common.clock import clock_job
from common.clock_runs import actions


@app.periodic(cron="* * * * *")
@jobs.task("common.tick", jobs.CLOCK, queueing_lock="common.tick")
def tick(timestamp: int) -> None:
    """The only job that the queue itself times: it forgets what it is ten minutes late for."""
    actions.queue_due_jobs(timezone.now())


@jobs.task(actions.RUN_TASK, jobs.CLOCK)
def run_clock_job(name: str) -> None:
    if clock_job(name).schedule.may_run(timezone.now()):  # it may have waited beyond its hours
        actions.run_clock_job(name)
