"""How the jobs of the clock are run: what is due is queued each minute, and done row by row."""

import datetime
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common import jobs, text
from common.clock import ClockJob, clock_job, clock_jobs
from common.clock_runs.models import ClockFailure, ClockRun

RUN_TASK = "common.run_clock_job"
SILENT_AFTER = datetime.timedelta(minutes=30)  # at the earliest: the queue may be long, a mail server slow
log = logging.getLogger(__name__)


def queue_due_jobs(now: datetime.datetime) -> list[str]:
    """Queue every job that was due since it was queued last; what a standstill missed is done once, now.

    A job that is seen for the first time waits for its next time. Returns their names.
    """
    # noted while the server's clock ran ahead: until then nothing would be due
    ahead = ClockRun.objects.filter(due_at__gt=now + datetime.timedelta(hours=1))
    ahead.update(due_at=now, seen_at=now, finished_at=None)
    runs = {run.name: run for run in ClockRun.objects.all()}
    queued = []
    # of a job that is no more: nobody could take it off the desk
    ClockFailure.objects.exclude(name__in=[job.name for job in clock_jobs()]).delete()
    for job in clock_jobs():
        due = job.schedule.latest(now)
        if job.name not in runs:
            ClockRun.objects.get_or_create(name=job.name, defaults={"due_at": due or now})
        elif due and due > runs[job.name].due_at and job.schedule.may_run(now) and _queue(job, due):
            queued.append(job.name)
    return queued


@transaction.atomic
def _queue(job: ClockJob, due: datetime.datetime) -> bool:
    if not ClockRun.objects.filter(name=job.name, due_at__lt=due).update(due_at=due):
        return False
    return jobs.defer_many(RUN_TASK, [{"name": job.name}], lock="clock:{name}".format) > 0


def run_clock_job(name: str, now: datetime.datetime | None = None) -> int:
    """Do one job; returns how many rows were done. What raises is noted and stops nothing else."""
    job, now = clock_job(name), now or timezone.now()
    failures: dict[str, tuple[str, str]] = {}  # row: its text, the error
    done = 0
    try:
        if job.rows is None:
            job.function(now=now)
        else:
            due = job.rows(now)
            kind = due.model._meta.label_lower
            for pk in list(due.values_list("pk", flat=True)):
                done += _run_row(job, pk, now, failures, f"{kind}:{pk}")
    except Exception as error:
        log.exception("clock job %s failed", name)
        failures[""] = "", _sentence(error)
    _note(job, now, done, failures)
    return done


def _run_row(job: ClockJob, pk, now, failures: dict, name: str) -> int:
    """Lock the row, ask again whether it is due, do it; 0 where it is not, or somebody is changing it.

    What the function returns is counted: False where it did nothing, nothing for once, or a number.
    """
    row = None
    try:
        with transaction.atomic():
            due = job.rows(now)
            if job.lock:
                locked = due.model._base_manager.select_for_update(skip_locked=True, of=("self",))
                if not locked.filter(pk=pk).exists():
                    return 0
            row = due.filter(pk=pk).first()
            if row is None:
                return 0
            done = job.function(row, now=now)
            return 1 if done is None else int(done)
    except Exception as error:
        log.exception("clock job %s failed at row %s", job.name, pk)
        failures[name] = _text_of(row), _sentence(error)
        return 0


def _sentence(error: Exception) -> str:
    return text.excerpt(f"{type(error).__name__}: {error}", 500)


def _text_of(row) -> str:
    try:
        return text.excerpt(str(row), 200) if row is not None else ""
    except Exception:  # the very row that cannot be read
        return ""


@transaction.atomic
def _note(job: ClockJob, now, done: int, failures: dict) -> None:
    """What failed now stands on the secretariat's desk; what failed before and did not now goes."""
    if "" not in failures:  # else the rows were not even asked for
        ClockFailure.objects.filter(name=job.name).exclude(row__in=failures).delete()
    for row, (row_text, error) in failures.items():
        said = {"row_text": row_text, "error": error, "last_at": now}
        ClockFailure.objects.update_or_create(  # two runs may overlap
            name=job.name,
            row=row,
            defaults=said | {"times": F("times") + 1},
            create_defaults=said | {"first_at": now},
        )
    run, _ = ClockRun.objects.get_or_create(name=job.name, defaults={"due_at": now})
    run.finished_at, run.done, run.failed = timezone.now(), done, len(failures)
    run.save(update_fields=["finished_at", "done", "failed"])


def silent_jobs(now: datetime.datetime) -> list[str]:
    """Names of jobs that were due twice since they were done last, or since the portal knows them."""
    done = {run.name: run.finished_at or run.seen_at for run in ClockRun.objects.all()}
    silent = []
    for job in clock_jobs():
        last = job.schedule.latest(now)
        before = last and job.schedule.latest(last - datetime.timedelta(minutes=1))
        if before and done.get(job.name, before) < min(before, now - SILENT_AFTER):
            silent.append(job.name)
    return silent
