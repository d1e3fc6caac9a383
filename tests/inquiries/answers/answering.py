"""What the form of an answer posts, and what the worker does with the jobs that answering left."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.worker import mailed_to, write_mails


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
    """Write the mails of this purpose; the addresses that one was written to."""
    write_mails(f"inquiries.{purpose}")
    return mailed_to(f"inquiries.{purpose}")
