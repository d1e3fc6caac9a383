"""Inquiries: one that stands, its questions, and officers of further organisations."""

import pytest
from django.utils import timezone

from common import japanese_calendar
from correspondence.sending.actions import submit
from inquiries.answers.actions import answer_inquiry
from inquiries.drafts.actions import draft_inquiry
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question

Kind = Question.Kind
QUESTIONS = [
    {"kind": Kind.TEXT, "label": "取組の内容を書いてください。"},
    {"kind": Kind.NUMBER, "label": "参加した人数", "unit": "人", "required": False},
    {"kind": Kind.CHOICE, "label": "来年度の予定", "options": ["続ける", "やめる", "未定"]},
    {
        "kind": Kind.MULTIPLE,
        "label": "連携したい分野",
        "options": ["観光", "防災", "移住"],
        "required": False,
    },
    {"kind": Kind.DATE, "label": "直近の実施日", "required": False},
    {"kind": Kind.FILE, "label": "実施要領", "required": False},
]


@pytest.fixture
def due():
    """A working day a good week ahead."""
    return japanese_calendar.add_working_days(japanese_calendar.today(), 7)


@pytest.fixture
def make_inquiry_draft(due):
    """A draft of an officer of a ward or the secretariat: `make_inquiry_draft(ward_officer, [sakai])`."""

    def make(by, chosen=(), questions=QUESTIONS, files=(), **values):
        values = {
            "title": "自治体間連携の取組について",
            "description": "今後の事業の参考にします。",
            "answer_due": due,
            "reach": Inquiry.Reach.CHOSEN,
            "chosen": list(chosen),
        } | values
        return draft_inquiry(by=by, values=values, questions=questions, files=files)

    return make


@pytest.fixture
def make_inquiry(make_inquiry_draft):
    """An inquiry that was sent: `make_inquiry(ward_officer, [sakai, kushiro])`."""

    def make(by, chosen=(), **more):
        inquiry = make_inquiry_draft(by, chosen, **more)
        return submit(item=inquiry, by=by, version=inquiry.version)

    return make


@pytest.fixture
def give_answer():
    """Answer in the name of an officer's organisation, whatever is asked: `give_answer(inquiry, officer)`.

    `given` are values by the question's number in the list, from 1.
    """

    def give(inquiry, by, given=None, state="answered", remark=""):
        answer = inquiry.answers.get(organization=by.organization)
        typed = {1: "毎年、交流の催しを開いています。", 3: "続ける"} | (given or {})
        values = {
            question: typed.get(number) for number, question in enumerate(inquiry.questions.current(), 1)
        }
        return answer_inquiry(
            answer=answer, by=by, version=answer.version, state=state, values=values, remark=remark
        )

    return give


@pytest.fixture
def inquiry(make_inquiry, ward_officer, sakai):
    """江東区 asks 堺市 the six questions."""
    return make_inquiry(ward_officer, [sakai])


@pytest.fixture
def answer(inquiry):
    """堺市's answer to it, unread."""
    return inquiry.answers.get()


@pytest.fixture
def confirmed(make_inquiry, ward_officer, sakai):
    """江東区 asks 堺市, whose representative must answer in person."""
    return make_inquiry(ward_officer, [sakai], needs_representative=True)


@pytest.fixture
def make_closed():
    """Close an inquiry as of now: `make_closed(inquiry, ward_officer)`."""

    def make(inquiry, by):
        rows = Inquiry.objects.filter(pk=inquiry.pk)
        rows.update(state="closed", closed_at=timezone.now(), closed_by=by)

    return make


@pytest.fixture
def change_question():
    """The asker changes a question that was sent: `change_question(inquiry, 2, label="…")`."""

    def change(inquiry, line, **changed):
        inquiry.questions_version += 1
        Inquiry.objects.filter(pk=inquiry.pk).update(questions_version=inquiry.questions_version)
        old = inquiry.questions.get(line=line, retired_in=None)
        old.retired_in = inquiry.questions_version
        old.save()
        old.pk, old.retired_in, old.since, old.version = (
            None,
            None,
            inquiry.questions_version,
            old.version + 1,
        )
        for name, value in changed.items():
            setattr(old, name, value)
        old.save(force_insert=True)
        return old

    return change
