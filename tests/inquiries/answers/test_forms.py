"""Answering on the page: what is taken, what is refused, and what stays."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from inquiries.answers.models import AnswerValue, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from tests.inquiries.answers.answering import path_of, typed, typed_none

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


def values_of(answer):
    return {value.question.line: value.value for value in answer.values.select_related("question")}


def test_opening_marks_it_as_read_for_those_who_act(
    browser, inquiry, answer, reader, ward_officer, colleague
):
    for person, state in ((reader, "unread"), (ward_officer, "unread"), (colleague, "read")):
        assert browser(person).get(inquiry.get_absolute_url()).status_code == 200
        answer.refresh_from_db()
        assert answer.state == state, person
    assert answer.read_by == colleague


def test_values_of_every_kind_are_taken_as_people_type_them(browser, inquiry, answer, officer):
    data = typed(
        answer, q2="▲１，２００．５", q4=["観光", "防災"], q5="令和８年２月２８日", remark="備考です。"
    )
    assert browser(officer).post(path_of(inquiry), data).status_code == 302
    answer.refresh_from_db()
    assert values_of(answer) == {
        1: "毎年、交流の催しを開いています。",
        2: Decimal("-1200.5"),
        3: "続ける",
        4: ["観光", "防災"],
        5: datetime.date(2026, 2, 28),
        6: None,
    }
    assert (answer.state, answer.answered_by, answer.answered_section) == (
        "answered",
        officer,
        officer.section,
    )
    assert AuditEntry.objects.filter(verb="inquiries.inquiry_answered").count() == 1
    page = words(browser(officer).get(inquiry.get_absolute_url()))
    for said in ("-1,200.5人", "観光、防災", "令和8年2月28日(土)", "備考です。", "回答を訂正する"):
        assert said in page


def test_numbers_with_their_unit_and_days_without_their_year(browser, inquiry, answer, officer):
    day = japanese_calendar.today() - datetime.timedelta(days=40)
    data = typed(answer, q2="約1,200人", q5=f"{day.month}/{day.day}")
    assert browser(officer).post(path_of(inquiry), data).status_code == 302
    assert (values_of(answer)[2], values_of(answer)[5]) == (Decimal(1200), day)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"q1": ""}, "取組の内容を書いてください。」に答えてください。"),
        ({"q1": "あ" * 2001}, "2,000文字以内で入力してください"),
        ({"q1": "あ" * 350_000}, "2,000文字以内で入力してください"),  # 1 MB
        ({"q1": "本\x00文"}, "取り除いて入力し直してください"),
        ({"q2": "10" + "0" * 29}, "整数の部分は15桁までで入力してください。"),
        ({"q2": "1.2345"}, "小数点より下は3桁までで入力してください。"),
        ({"q2": "多数"}, "数字で入力してください"),
        ({"q2": "1e5"}, "数字で入力してください"),
        ({"q2": "NaN"}, "数字で入力してください"),
        ({"q3": "考えていない"}, "選択肢の中から選んでください。"),
        ({"q3": ""}, "を選んでください。"),
        ({"q4": ["観光", "\x00"]}, "選択肢の中から選んでください。"),
        ({"q5": "令和9年2月29日"}, "2月29日"),
        ({"remark": "あ" * 1001}, "1,000文字以内で入力してください"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(browser, inquiry, answer, officer, wrong, sentence):
    data = typed(answer, **({"q2": "1234"} | wrong))
    response = browser(officer).post(path_of(inquiry), data)
    assert response.status_code == 400
    page = words(response)
    assert sentence in page
    assert "入力内容を確認してください" in page
    if "q2" not in wrong:
        assert 'value="1234"' in page
    assert not AnswerValue.objects.exists()
    answer.refresh_from_db()
    assert answer.is_owed


def test_a_draft_needs_nothing_and_is_nobody_elses(
    browser, inquiry, answer, officer, colleague, ward_officer
):
    data = typed(answer, q1="書きかけの取組", q3=None, save_draft="1")
    response = browser(colleague).post(path_of(inquiry), data, follow=True)
    assert "下書きを保存しました。照会元にはまだ届いていません。" in words(response)
    answer.refresh_from_db()
    assert (answer.state, answer.drafted_by, answer.version) == ("read", colleague, 2)
    assert "書きかけの取組" in words(browser(officer).get(path_of(inquiry)))
    assert "書きかけの取組" in words(browser(officer).get(inquiry.get_absolute_url()))
    assert "書きかけの取組" not in words(browser(ward_officer).get(inquiry.get_absolute_url()))


def test_a_draft_is_one_line_of_the_history_however_often_saved(browser, inquiry, answer, officer):
    for _ in range(3):
        answer.refresh_from_db()
        data = typed(answer, save_draft="1")
        assert browser(officer).post(path_of(inquiry), data).status_code == 302
    assert [step.kind for step in answer.steps.all()] == ["drafted"]


def test_a_wrong_draft_is_refused_like_an_answer(browser, inquiry, answer, officer):
    response = browser(officer).post(path_of(inquiry), typed(answer, q2="多数", save_draft="1"))
    assert response.status_code == 400
    assert "毎年、交流の催しを開いています。" in words(response)


def test_a_double_click_answers_once(browser, inquiry, answer, officer):
    data = typed(answer)
    for _ in range(2):
        response = browser(officer).post(path_of(inquiry), data)
        assert (response.status_code, response.url) == (302, inquiry.get_absolute_url())
    assert [step.kind for step in answer.steps.all()] == ["answered"]
    none = typed_none(inquiry.answers.get())
    for _ in range(2):
        assert browser(officer).post(path_of(inquiry, "answer/none/"), none).status_code == 302
    assert [step.kind for step in answer.steps.order_by("pk")] == ["answered", "corrected"]


def test_a_colleague_saved_meanwhile(browser, inquiry, answer, officer, colleague):
    opened = typed(answer, q1="わたしの文")
    browser(colleague).post(path_of(inquiry), typed(answer, q1="同僚の文", save_draft="1"))
    response = browser(officer).post(path_of(inquiry), opened)
    assert response.status_code == 409
    page = words(response)
    for said in ("堺 次郎さんが先に保存しました", "わたしの文", "保存されている内容", "同僚の文"):
        assert said in page
    assert 'name="version" value="2"' in page
    assert browser(officer).post(path_of(inquiry), opened | {"version": 2}).status_code == 302
    assert values_of(inquiry.answers.get())[1] == "わたしの文"


def test_nothing_there_was_said_on_an_older_page(browser, inquiry, answer, officer, colleague):
    opened = typed_none(answer)
    browser(colleague).post(path_of(inquiry), typed(answer))
    response = browser(officer).post(path_of(inquiry, "answer/none/"), opened)
    assert response.status_code == 409
    assert "制度がありません。" in words(response)
    assert "堺 次郎さんが先に保存しました。上の内容" in words(response)
    assert inquiry.answers.get().state == "answered"
    assert 'name="none-version" value="2"' in words(response)
    again = opened | {"none-version": 2}
    assert browser(officer).post(path_of(inquiry, "answer/none/"), again).status_code == 302
    assert inquiry.answers.get().state == "none"


def test_after_closing_nothing_is_written_and_the_text_stays(
    browser, inquiry, answer, officer, ward_officer, make_closed
):
    make_closed(inquiry, ward_officer)
    client = browser(officer)
    assert client.get(path_of(inquiry)).url == inquiry.get_absolute_url()
    for data, path in ((typed(answer), "answer/"), (typed_none(answer), "answer/none/")):
        response = client.post(path_of(inquiry, path), data)
        assert response.status_code == 403
        page = words(response)
        assert "この照会は回答の受付を終えました（終了）" in page
        assert ("毎年、交流の催しを開いています。" if path == "answer/" else "制度がありません。") in page
    page = words(client.get(inquiry.get_absolute_url()))
    assert "回答の受付を終えました" in page
    assert path_of(inquiry) not in page
    assert inquiry.answers.get().is_owed


def test_a_withdrawn_inquiry_says_why(browser, inquiry, officer, ward_officer):
    now = datetime.datetime.now(datetime.UTC)
    Inquiry.objects.update(
        state="withdrawn", withdrawn_reason="誤って出しました。", withdrawn_at=now, withdrawn_by=ward_officer
    )
    page = words(browser(officer).get(inquiry.get_absolute_url()))
    assert "誤って出しました。" in page
    assert path_of(inquiry) not in page


def test_a_late_answer_is_taken_and_a_late_correction_is_not(browser, inquiry, answer, officer):
    client = browser(officer)
    Inquiry.objects.update(answer_due=datetime.date(2026, 1, 5))
    assert client.post(path_of(inquiry), typed(answer)).status_code == 302
    answer.refresh_from_db()
    page = words(client.get(inquiry.get_absolute_url()))
    assert "（期限後）" in page
    assert "回答期限を過ぎたため、回答は訂正できません" in page
    response = client.post(path_of(inquiry), typed(answer, q1="直したい文"))
    assert response.status_code == 403
    assert "回答期限を過ぎたため、訂正できません" in words(response)
    assert "直したい文" in words(response)
    assert "回答は済んでいます" in words(client.get(path_of(inquiry), follow=True))


def test_a_correction_leaves_before_and_after(browser, inquiry, answer, officer, ward_officer):
    client = browser(officer)
    client.post(path_of(inquiry), typed(answer, q2="10"))
    answer.refresh_from_db()
    client.post(path_of(inquiry), typed(answer, q2="12", q1="毎月です。"))
    step = answer.steps.get(kind="corrected")
    assert step.changes == {
        "問1 取組の内容を書いてください。": ["毎年、交流の催しを開いています。", "毎月です。"],
        "問2 参加した人数": ["10人", "12人"],
    }
    assert "12人" in words(client.get(inquiry.get_absolute_url()))
    answer.refresh_from_db()
    client.post(path_of(inquiry, "answer/none/"), typed_none(answer))
    last = answer.steps.order_by("pk").last()
    assert last.changes["回答"] == ["回答済", "該当なし"]
    assert last.changes["問2 参加した人数"] == ["12人", ""]


def test_a_correction_that_changes_nothing_leaves_no_trace(browser, inquiry, answer, officer):
    client = browser(officer)
    client.post(path_of(inquiry), typed(answer))
    answer.refresh_from_db()
    response = client.post(path_of(inquiry), typed(answer), follow=True)
    assert "変わった項目がないため、何も訂正していません。" in words(response)
    assert inquiry.answers.get().version == answer.version
    assert answer.steps.count() == 1


def test_changed_questions_are_answered_anew(browser, inquiry, answer, officer, change_question):
    client = browser(officer)
    client.post(path_of(inquiry), typed(answer, q2="10"))
    opened = typed(inquiry.answers.get(), q1="開いていた文", q2="11")
    change_question(inquiry, 2, label="延べの参加人数", unit="人回")
    Inquiry.objects.update(answer_due=datetime.date(2026, 1, 5))  # and the due date has passed
    page = words(client.get(inquiry.get_absolute_url()))
    for said in ("照会元が質問を変えました", "参加した人数 → 延べの参加人数", "10人", "新しい質問に回答する"):
        assert said in page
    response = client.post(path_of(inquiry), opened)
    assert response.status_code == 409
    assert "照会元が質問を変えました" in words(response)
    assert "開いていた文" in words(response)
    page = words(client.get(path_of(inquiry)))
    assert 'value="10"' in page  # from the earlier version of the same question
    assert client.post(path_of(inquiry), typed(inquiry.answers.get(), q2="20")).status_code == 302
    answer = inquiry.answers.get()
    assert values_of(answer)[2] == Decimal(20)
    assert not answer.is_of_earlier_questions
    assert answer.values.count() == 6
    assert answer.steps.last().changes == {"問2 延べの参加人数": ["10人", "20人回"]}


def test_an_optional_choice_can_be_taken_back(browser, inquiry, answer, officer):
    inquiry.questions.filter(line=3).update(required=False)
    page = words(browser(officer).get(path_of(inquiry)))
    assert "回答しない" in page
    assert browser(officer).post(path_of(inquiry), typed(answer, q3="")).status_code == 302
    assert values_of(answer)[3] == ""


def test_many_choices_stand_in_a_select(browser, inquiry, officer):
    inquiry.questions.filter(line=3).update(options=[f"案{n}" for n in range(11)])
    assert '<select name="q3"' in words(browser(officer).get(path_of(inquiry)))


def test_what_was_typed_survives_a_lost_login(visitor, browser, inquiry, answer, officer):
    response = visitor.post(path_of(inquiry), typed(answer, q1="長い文章"))
    assert response.status_code == 302
    visitor.force_login(officer, backend="members.login.backends.PersonBackend")
    assert "長い文章" in words(visitor.get(path_of(inquiry)))
    assert InquiryAnswer.objects.get().is_owed


def test_fifty_questions_with_fifty_ticks_each_arrive(browser, make_inquiry, ward_officer, officer, sakai):
    options = [f"分野{n}" for n in range(50)]
    questions = [{"kind": "multiple", "label": f"質問{n}", "options": options} for n in range(50)]
    inquiry = make_inquiry(ward_officer, [sakai], questions=questions)
    answer = inquiry.answers.get()
    ticks = {f"q{n}": options for n in range(1, 51)}
    client = browser(officer)
    assert client.post(path_of(inquiry), typed(answer) | ticks).status_code == 302
    assert all(len(value) == 50 for value in values_of(answer).values())
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path_of(inquiry)).status_code == 200
    assert len(captured) <= 12
