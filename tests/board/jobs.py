"""What the worker would do with the jobs that the board's actions left."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common.outbox.models import OutgoingMail


def told(purpose: str = "", job: str = "board.tell_") -> set[str]:
    """Run the board's telling jobs, each twice; the addresses of what was mailed for this purpose."""
    jobs = list(ProcrastinateJob.objects.filter(task_name__startswith=job).order_by("id"))
    for one in jobs * 2:
        app.tasks[one.task_name].func(**one.args)
    mails = OutgoingMail.objects.filter(purpose=purpose) if purpose else OutgoingMail.objects.all()
    return set(mails.values_list("to", flat=True))
