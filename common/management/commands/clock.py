"""Print every job of the clock: when it is due in Tokyo, when it was done last, what failed."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.clock import clock_jobs
from common.clock_runs.actions import silent_jobs
from common.clock_runs.models import ClockRun


class Command(BaseCommand):
    help = "Lists the jobs that are done by the clock, their times in Tokyo and how they stand."

    def handle(self, *args, **options):
        runs = {run.name: run for run in ClockRun.objects.all()}
        silent = set(silent_jobs(timezone.now()))
        for job in clock_jobs():
            run = runs.get(job.name)
            last = timezone.localtime(run.finished_at) if run and run.finished_at else None
            about = " ".join((job.function.__doc__ or "").split())
            self.stdout.write(f"{job.name}: {job.schedule.words}; {job.label}")
            self.stdout.write(f"  {'each row' if job.rows else 'once'}: {about}")
            done = f"{last:%Y-%m-%d %H:%M}, {run.done} done, {run.failed} failed" if last else "never"
            self.stdout.write(f"  last: {done}{' SILENT' if job.name in silent else ''}")
