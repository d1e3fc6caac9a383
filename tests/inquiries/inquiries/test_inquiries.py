"""An inquiry goes out, is answered, and is seen by whom it concerns."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused, StaleVersion
from correspondence.drafts.actions import save_draft
from correspondence.sending.actions import submit
from inquiries.answers.actions import answer_inquiry
from inquiries.answers.models import AnswerValue, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


def test_an_inquiry_asks_each_organisation_once(make_inquiry, ward_officer, koto, sakai, kushiro):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro, koto])
    assert {answer.organization for answer in inquiry.answers.all()} == {sakai, kushiro}  # never the asker
    assert {answer.state for answer in inquiry.answers.all()} == {"unread"}
    again = submit(item=inquiry, by=ward_officer, version=inquiry.version)
    assert again.answers.count() == 2


def test_the_asked_are_told_once(make_inquiry, ward_officer, officer, reader, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    write_mails("inquiries.inquiry_sent")
    told = OutgoingMail.objects.filter(purpose="inquiries.inquiry_sent")
    assert {mail.to for mail in told} == {officer.email, sakai.sections.first().mailbox}
    assert f"照会 第{inquiry.pk}号" in told.first().body
    assert "問1 取組の内容を書いてください。（文章、必須）" in told.first().body


def test_nothing_goes_out_that_nobody_read(make_inquiry_draft, ward_officer, sakai):
    draft = make_inquiry_draft(ward_officer, [sakai])
    values = {"title": "別の件名", "reach": "chosen", "chosen": [sakai]}
    save_draft(item=draft, by=ward_officer, version=1, values=values)
    with pytest.raises(ActionRefused):
        submit(item=draft, by=ward_officer, version=1)
    with pytest.raises(StaleVersion):
        save_draft(item=draft, by=ward_officer, version=1, values=values | {"title": "また別の件名"})


@pytest.mark.parametrize(("chosen", "questions"), [([], None), (["sakai"], [])])
def test_nobody_or_nothing_asked_is_refused(request, make_inquiry_draft, ward_officer, chosen, questions):
    more = {} if questions is None else {"questions": questions}
    draft = make_inquiry_draft(ward_officer, [request.getfixturevalue(name) for name in chosen], **more)
    with pytest.raises(ActionRefused):
        submit(item=draft, by=ward_officer, version=1)


def test_who_sees_an_inquiry(
    make_inquiry,
    make_inquiry_draft,
    ward_officer,
    minato_officer,
    officer,
    stranger,
    secretariat,
    sakai,
    visitor,
):
    sent, draft = make_inquiry(ward_officer, [sakai]), make_inquiry_draft(ward_officer, [sakai])
    seen = {
        person: set(Inquiry.objects.visible_to(person))
        for person in (ward_officer, officer, stranger, secretariat, minato_officer)
    }
    assert seen[ward_officer] == {sent, draft}
    assert seen[officer] == seen[secretariat] == {sent}
    assert seen[stranger] == seen[minato_officer] == set()


def test_values_of_every_kind_are_kept_and_shown(make_inquiry, give_answer, ward_officer, officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    given = {2: Decimal("1200.5"), 4: ["観光", "防災"], 5: datetime.date(2028, 2, 29)}
    answer = give_answer(inquiry, officer, given)
    shown = {value.question.line: value.shown for value in answer.values.select_related("question")}
    assert shown == {
        1: "毎年、交流の催しを開いています。",
        2: "1,200.5人",
        3: "続ける",
        4: "観光、防災",
        5: "令和10年2月29日(火)",
        6: "",
    }


def test_a_correction_needs_the_version_it_was_written_on(
    make_inquiry, give_answer, ward_officer, officer, sakai
):
    inquiry = make_inquiry(ward_officer, [sakai])
    answer = give_answer(inquiry, officer)
    with pytest.raises(StaleVersion):
        answer_inquiry(answer=answer, by=officer, version=1, state="none")
    none = answer_inquiry(answer=answer, by=officer, version=2, state="none", remark="制度なし")
    assert none.state == "none"
    assert not none.values.exists()


def test_an_answer_is_late_but_a_correction_is_not(
    make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    give_answer(inquiry, officer)
    Inquiry.objects.filter(pk=inquiry.pk).update(answer_due=datetime.date(2026, 1, 5))
    assert give_answer(inquiry, stranger).state == "answered"
    with pytest.raises(ActionRefused):
        give_answer(inquiry, officer)


def test_what_is_kept_inside_is_seen_by_nobody_else(make_inquiry, ward_officer, officer, secretariat, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    answer = inquiry.answers.get()
    value = AnswerValue.objects.create(answer=answer, question=inquiry.questions.first(), text="下書き")
    assert list(AnswerValue.objects.visible_to(officer)) == [value]
    assert not AnswerValue.objects.visible_to(ward_officer).exists()
    assert not AnswerValue.objects.visible_to(secretariat).exists()


BROKEN = {
    "inquiry_whole_when_sent": lambda i, a: Inquiry.objects.filter(pk=i.pk).update(title=""),
    "inquiry_closed_with_state": lambda i, a: Inquiry.objects.filter(pk=i.pk).update(state="closed"),
    "inquiry_withdrawn_whole": lambda i, a: Inquiry.objects.filter(pk=i.pk).update(state="withdrawn"),
    "question_options_with_kind": lambda i, a: i.questions.filter(line=1).update(options=["一", "二"]),
    "question_one_current": lambda i, a: Question.objects.create(
        inquiry=i, line=1, version=2, position=9, kind="text", label="二つ目"
    ),
    "question_version_once": lambda i, a: i.questions.filter(line=2).update(line=1),
    "inquiryanswer_once": lambda i, a: InquiryAnswer.objects.create(inquiry=i, organization=a.organization),
    "inquiryanswer_read_whole": lambda i, a: InquiryAnswer.objects.update(state="read"),
    "inquiryanswer_answered_whole": lambda i, a: InquiryAnswer.objects.update(questions_version=1),
    "inquiryanswer_delegated_whole": lambda i, a: InquiryAnswer.objects.update(delegated_to=i.author),
    "inquiryanswer_proposed_whole": lambda i, a: InquiryAnswer.objects.update(proposed_by=i.author),
    "answervalue_once": lambda i, a: [
        AnswerValue.objects.create(answer=a, question=i.questions.first()) for _ in range(2)
    ],
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_each_constraint_is_violated(make_inquiry, ward_officer, sakai, constraint):
    inquiry = make_inquiry(ward_officer, [sakai])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BROKEN[constraint](inquiry, inquiry.answers.get())
