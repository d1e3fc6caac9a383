"""What several tests of the results need: an answer with a file, a question that changed, a draft."""

from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.actions import attach_files, store_upload
from inquiries.answers.actions import answer_inquiry
from inquiries.answers.models import AnswerValue
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question

FILE = 6  # number of the FILE question in conftest.QUESTIONS


def kept(by, name="実施要領.txt", text="要領"):
    return store_upload(SimpleUploadedFile(name, text.encode()), by=by)


def answer_with_files(inquiry, by, *names):
    """An answer to the first and the FILE question."""
    answer = inquiry.answers.get(organization=by.organization)
    first, *_, file = inquiry.questions.current()
    values, files = {first: "別添のとおりです。", file: None}, [kept(by, name) for name in names]
    return answer_inquiry(
        answer=answer, by=by, version=answer.version, state="answered", values=values, files={file: files}
    )


def draft_with_file(inquiry, by):
    """What an organisation only drafts: a text and a file under an answer that it still owes."""
    answer = inquiry.answers.get(organization=by.organization)
    first, *_, question = inquiry.questions.current()
    AnswerValue.objects.create(answer=answer, question=first, text="内々の下書き")
    value = AnswerValue.objects.create(answer=answer, question=question)
    file = kept(by, "内部資料.txt")
    attach_files([file], to=value)
    return value, file


def change_question(inquiry, line, **fields):
    """The next version of a question, as a change after sending makes it."""
    old = inquiry.questions.get(line=line, retired_in=None)
    version = inquiry.questions_version + 1
    Question.objects.filter(pk=old.pk).update(retired_in=version)
    values = {
        name: getattr(old, name) for name in ("kind", "label", "unit", "required", "options", "position")
    }
    new = Question.objects.create(
        inquiry=inquiry, line=line, version=old.version + 1, since=version, **(values | fields)
    )
    Inquiry.objects.filter(pk=inquiry.pk).update(questions_version=version)
    inquiry.refresh_from_db()
    return new
