"""What the worker would do with the jobs that actions left."""

import datetime
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.periodic import PeriodicRegistry

from common.clock import clock_jobs
from common.clock_runs.actions import run_clock_job
from common.clock_runs.models import ClockFailure
from common.outbox.mails import WRITE_TASK, write_declared_mail
from common.outbox.models import OutgoingMail
from common.prepared_files.actions import MAKE_TASK
from members.import_export.actions import TAKE_IN_TASK

MAIL_JOBS = Q(task_name__regex=r"^\w+\.(notify|send)_") | Q(task_name=WRITE_TASK)


def told(purpose: str = "", job: str = "") -> set[str]:
    """Run the jobs that mail, each twice; the addresses of what was mailed for this purpose.

    `job` is the beginning of a task's name, or the purpose of a declared mail.
    """
    jobs = ProcrastinateJob.objects.order_by("id")
    jobs = jobs.filter(Q(task_name__startswith=job) | Q(args__mail=job) if job else MAIL_JOBS)
    for one in list(jobs) * 2:
        app.tasks[one.task_name].func(**one.args)
    return mailed_to(purpose)


def make_file(row):
    """After the worker made a prepared file, twice."""
    for _ in range(2):
        app.tasks[MAKE_TASK].func(kind=row._meta.label, pk=row.pk)
    row.refresh_from_db()
    return row


def take_in(sheet_import):
    """After the worker compared a sheet, or wrote it, twice."""
    for _ in range(2):
        app.tasks[TAKE_IN_TASK].func(kind=sheet_import._meta.label, pk=sheet_import.pk)
    sheet_import.refresh_from_db()
    return sheet_import


def write(mail, row, **facts) -> int:
    """What the worker does with `mail.send(row, **facts)`."""
    return write_declared_mail(mail.purpose, row.pk, facts)


def write_mails(*purposes: str, backwards: bool = False) -> None:
    """Write the mails that were sent, each twice, as the worker may; of these purposes or of all."""
    jobs = ProcrastinateJob.objects.filter(task_name=WRITE_TASK).order_by("-id" if backwards else "id")
    for job in jobs:
        if not purposes or job.args["mail"] in purposes:
            for _ in range(2):
                app.tasks[WRITE_TASK].func(**job.args)


def mailed_to(purpose: str = "") -> set[str]:
    """Addresses of the mails of that purpose, or of any, that are to leave."""
    mails = OutgoingMail.objects.exclude(state=OutgoingMail.State.SKIPPED)
    mails = mails.filter(purpose=purpose) if purpose else mails
    return set(mails.values_list("to", flat=True))


def by_clock(which, day=None) -> int:
    """Do a job of the clock as the worker would, now or at noon of a day; how many rows were done.

    `which` is its function, or its name where several share one. Raises AssertionError where a row could not
    be done.
    """
    (job,) = [job for job in clock_jobs() if which in (job.function, job.name)]
    noon = datetime.time(12, tzinfo=timezone.get_default_timezone())
    done = run_clock_job(job.name, datetime.datetime.combine(day, noon) if day else timezone.now())
    assert not (errors := list(ClockFailure.objects.filter(name=job.name).values_list("error", flat=True))), (
        errors
    )
    return done


def run_worker():
    """Do all waiting jobs. In a thread of its own: a browser test may have left an event loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        executor.submit(_run_worker).result()


def _run_worker():
    worker = app.with_connector(app.connector.get_worker_connector())
    worker.periodic_registry = PeriodicRegistry()  # the tests say what runs, not the clock
    try:
        worker.run_worker(
            wait=False,
            install_signal_handlers=False,
            listen_notify=False,
            concurrency=2,
            delete_jobs="successful",
        )
    finally:
        connections.close_all()
