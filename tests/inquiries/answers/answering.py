"""What the form of an answer posts, and what the worker does with the jobs that answering left."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common.outbox.models import OutgoingMail


def path_of(inquiry, rest="answer/"):
    return f"/inquiries/{inquiry.pk}/{rest}"


def typed(answer, **changed):
    """A whole answer to the questions of the conftest, as the browser posts it; None leaves a field out."""
    data = {
        "idempotency_key": str(uuid.uuid4()),
        "version": answer.version,
        "questions_version": answer.inquiry.questions_version,
        "q1": "毎年、交流の催しを開いています。",
        "q2": "",
        "q3": "続ける",
        "q5": "",
        "remark": "",
        "answer": "1",
    }
    data |= changed
    return {name: value for name, value in data.items() if value is not None}


def typed_none(answer, **changed):
    data = {
        "none-idempotency_key": str(uuid.uuid4()),
        "none-version": answer.version,
        "none-questions_version": answer.inquiry.questions_version,
        "none-remark": "制度がありません。",
    }
    return data | changed


def note(name="要領.txt", content="本文"):
    return SimpleUploadedFile(name, content.encode(), "text/plain")


def told(purpose: str) -> set[str]:
    """Run the jobs that tell of answers, each twice; the addresses of what was mailed for this purpose."""
    jobs = list(ProcrastinateJob.objects.filter(task_name="inquiries.notify_answer_step").order_by("id"))
    for job in jobs * 2:
        app.tasks[job.task_name].func(**job.args)
    mails = OutgoingMail.objects.filter(purpose=f"inquiries.{purpose}").values_list("to", flat=True)
    assert len(mails) == len(set(mails)), "told twice"
    return set(mails)
