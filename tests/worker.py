"""What the worker would do with the jobs that actions left."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common.outbox.models import OutgoingMail

MAIL_JOBS = r"^\w+\.(notify|send)_"


def told(purpose: str = "", job: str = "") -> set[str]:
    """Run the jobs that mail, each twice; the addresses of what was mailed for this purpose."""
    jobs = ProcrastinateJob.objects.order_by("id")
    jobs = jobs.filter(task_name__startswith=job) if job else jobs.filter(task_name__regex=MAIL_JOBS)
    for one in list(jobs) * 2:
        app.tasks[one.task_name].func(**one.args)
    mails = OutgoingMail.objects.filter(purpose=purpose) if purpose else OutgoingMail.objects.all()
    return set(mails.values_list("to", flat=True))
