"""The questions change after the mail went out: whoever answered gets a fresh link, drafts go on."""

import pytest

from inquiries.questions.actions import change_questions
from tests.inquiries.answers_by_mail.mailing import by_mail, letter_to, mailed, none_by_mail, opened
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(officer):
    return officer.section.mailbox


@pytest.fixture
def asked(inquiry):
    return mailed(inquiry)


def change(inquiry, by):
    """Another wording of the first question, told by the worker."""
    inquiry.refresh_from_db()
    rows = list(inquiry.questions.current().values())
    rows[0]["label"] = "取組の成果を書いてください。"
    change_questions(inquiry=inquiry, by=by, version=inquiry.version, questions=rows)
    write_mails("inquiries.inquiry_changed")


def test_who_answered_answers_anew_from_the_fresh_link(visitor, asked, answer, mailbox, ward_officer):
    page = opened(visitor, mailbox)
    visitor.post(page, by_mail(answer))
    change(asked, ward_officer)
    fresh = opened(visitor, mailbox, "inquiry_changed")
    text = visitor.get(fresh).content.decode()
    assert "照会元が質問を変えました" in text
    assert "取組の成果を書いてください。" in text
    assert "下書きを保存する" not in text
    answer.refresh_from_db()
    answer.inquiry.refresh_from_db()
    assert visitor.post(fresh, by_mail(answer, q1="成果です。")).url == fresh
    answer.refresh_from_db()
    assert answer.questions_version == answer.inquiry.questions_version
    assert answer.steps.filter(kind="corrected").count() == 1
    assert "成果です。" in visitor.get(fresh).content.decode()


def test_the_used_link_names_the_newer_mail(visitor, asked, answer, mailbox, ward_officer):
    page = opened(visitor, mailbox)
    visitor.post(page, by_mail(answer))
    asked.refresh_from_db()
    rows = list(asked.questions.current().values())
    rows[0]["label"] = "取組の成果を書いてください。"
    change_questions(inquiry=asked, by=ward_officer, version=asked.version, questions=rows)
    text = visitor.get(page).content.decode()  # before the worker mailed the fresh one
    assert "新しく届いたメールのリンクから" in text
    assert "回答をいただきました" in text
    assert visitor.post(page, by_mail(answer, q1="別")).status_code == 400


def test_a_page_that_was_open_says_that_the_questions_changed(visitor, asked, answer, mailbox, ward_officer):
    page = opened(visitor, mailbox)
    data = by_mail(answer, q1="書きかけ")
    asked.refresh_from_db()
    rows = list(asked.questions.current().values())
    rows[0]["label"] = "取組の成果を書いてください。"
    change_questions(inquiry=asked, by=ward_officer, version=asked.version, questions=rows)
    for posted in (data, none_by_mail(answer)):
        response = visitor.post(page, posted)
        assert response.status_code == 409
        assert "照会元が質問を変えました" in response.content.decode()
    assert "書きかけ" in visitor.post(page, data).content.decode()
    answer.refresh_from_db()
    assert answer.is_owed


def test_who_answered_the_new_ones_already_is_told_nothing(
    make_inquiry, give_answer, ward_officer, sakai, kushiro, officer, mailbox
):
    inquiry = mailed(make_inquiry(ward_officer, [sakai, kushiro]))
    rows = list(inquiry.questions.current().values())
    rows[0]["label"] = "取組の成果を書いてください。"
    change_questions(inquiry=inquiry, by=ward_officer, version=inquiry.version, questions=rows)
    inquiry.refresh_from_db()
    give_answer(inquiry, officer)
    write_mails("inquiries.inquiry_changed")
    assert not {officer.email, mailbox} & mailed_to("inquiries.inquiry_changed")
    assert letter_to(kushiro.sections.get().mailbox, "inquiry_changed")
