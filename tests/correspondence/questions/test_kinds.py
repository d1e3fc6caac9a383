"""Each kind of question from the form to the page, the sheet and the numbers, on the models of inquiries."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from correspondence.questions import counts
from correspondence.questions.kinds import KINDS, Kind
from inquiries.answers.models import AnswerValue
from inquiries.questions.models import Question
from tests.inquiries.answers.answering import path_of, typed
from tests.inquiries.asking import posted_questions, url
from tests.inquiries.results.cases import change_question

pytestmark = pytest.mark.django_db
QUESTIONS = [
    {"kind": Kind.MONEY, "label": "事業の予算", "unit": "円"},
    {"kind": Kind.YES_NO, "label": "来年度も続けますか。"},
    {"kind": Kind.PERIOD, "label": "実施する期間", "required": False},
]
APRIL, MARCH = datetime.date(2026, 4, 1), datetime.date(2027, 3, 31)


@pytest.fixture
def inquiry(make_inquiry, ward_officer, sakai, kushiro):
    return make_inquiry(ward_officer, [sakai, kushiro], questions=QUESTIONS)


@pytest.fixture
def answer(inquiry, sakai):
    return inquiry.answers.get(organization=sakai)


def posted(answer, **changed):
    whole = {"q1": "1,200千円", "q2": "はい", "q3_0": "令和8年4月1日", "q3_1": "2027-03-31", "q5": None}
    return typed(answer, **(whole | changed))


def values_of(answer):
    return {value.question.line: value.value for value in answer.values.select_related("question")}


def words(response):
    return response.content.decode()


def test_every_kind_is_described():
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize(
    ("what", "amount"),
    [
        ("1200000", 1_200_000),
        ("１，２００，０００円", 1_200_000),
        ("¥1,200,000", 1_200_000),
        ("1,200千円", 1_200_000),
        ("12.5百万円", 12_500_000),
        ("3億", 300_000_000),
        ("▲５万円", -50_000),
        ("0", 0),
        ("999999999999999", 999_999_999_999_999),
    ],
)
def test_money_is_read_as_people_write_it(browser, inquiry, answer, officer, what, amount):
    assert browser(officer).post(path_of(inquiry), posted(answer, q1=what)).status_code == 302
    assert values_of(answer)[1] == amount
    assert f"{amount:,}円" in words(browser(officer).get(inquiry.get_absolute_url()))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"q1": "1200.5"}, "1円より下は入力できません"),
        ({"q1": "0.0005千円"}, "1円より下は入力できません"),
        ({"q1": "1000000000000000"}, "金額は15桁までで入力してください。"),
        ({"q1": "9999999999999億円"}, "金額は15桁までで入力してください。"),
        ({"q1": "9" * 200_000}, "金額は15桁までで入力してください。"),
        ({"q1": "12,34円"}, "金額を数字で入力してください"),
        ({"q1": "約百万円"}, "金額を数字で入力してください"),
        ({"q1": "1\x002"}, "金額を数字で入力してください"),
        ({"q1": ""}, "を入力してください。"),
        ({"q2": ""}, "に答えてください。"),
        ({"q2": "たぶん"}, "選択肢の中から選んでください。"),
        ({"q3_0": ""}, "開始日を入力してください。"),
        ({"q3_1": "令和8年3月31日"}, "終了日は、開始日以後の日にしてください。"),
        ({"q3_0": "春から"}, "開始日：日付として読み取れません"),
        ({"q3_1": "2026-02-30"}, "終了日：2026年2月30日という日付はありません"),
        ({"q3_1": "2026\x00-04-01"}, "終了日：日付として読み取れません"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(browser, inquiry, answer, officer, wrong, sentence):
    response = browser(officer).post(path_of(inquiry), posted(answer, **wrong))
    assert response.status_code == 400
    assert sentence in words(response)
    assert not answer.values.exists()
    if "q3_0" in wrong:
        assert 'value="2027-03-31"' in words(response)


def test_a_period_may_be_open_or_left_out(browser, inquiry, answer, officer):
    client = browser(officer)
    assert client.post(path_of(inquiry), posted(answer, q3_1="")).status_code == 302
    assert values_of(answer)[3] == (APRIL, None)
    page = words(client.get(inquiry.get_absolute_url()))
    assert "令和8年4月1日(水)から" in page
    assert "まで</td>" not in page
    answer.refresh_from_db()
    assert 'value="令和8年4月1日"' in words(client.get(path_of(inquiry)))
    assert client.post(path_of(inquiry), posted(answer, q3_0="", q3_1="")).status_code == 302
    assert values_of(answer)[3] is None


def test_a_correction_says_before_and_after(browser, inquiry, answer, officer):
    client = browser(officer)
    client.post(path_of(inquiry), posted(answer))
    answer.refresh_from_db()
    changed = posted(answer, q1="5百万円", q2="いいえ", q3_1="")
    assert client.post(path_of(inquiry), changed).status_code == 302
    assert answer.steps.get(kind="corrected").changes == {
        "問1 事業の予算": ["1,200,000円", "5,000,000円"],
        "問2 来年度も続けますか。": ["はい", "いいえ"],
        "問3 実施する期間": [
            "令和8年4月1日(水)から令和9年3月31日(水)まで",
            "令和8年4月1日(水)から",
        ],
    }


def test_results_show_count_and_export_them(browser, inquiry, give_answer, ward_officer, officer, stranger):
    give_answer(inquiry, officer, {1: Decimal(1_200_000), 2: "はい", 3: (APRIL, None)})
    give_answer(inquiry, stranger, {1: Decimal(800_000), 2: "いいえ", 3: (APRIL, MARCH)})
    client = browser(ward_officer)
    page = words(client.get(reverse("inquiries:result-list", args=[inquiry.pk])))
    for said in ("1,200,000円", "いいえ", "令和8年4月1日(水)から令和9年3月31日(水)まで"):
        assert said in page
    money, yes_no, period = (it.now for it in counts.counted(inquiry))
    assert (money.answered, money.total, money.median) == (2, 2_000_000, 1_000_000)
    assert [(share.option, share.count) for share in yes_no.shares] == [("はい", 1), ("いいえ", 1)]
    assert (period.answered, period.first, period.last) == (2, APRIL, MARCH)
    page = words(client.get(reverse("inquiries:count-list", args=[inquiry.pk])))
    assert "2,000,000円" in page
    response = client.get(reverse("inquiries:result-xlsx", args=[inquiry.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))["回答"]
    header, _, sakai = sheet.iter_rows(values_only=True)
    row = dict(zip(header, sakai, strict=True))
    assert row["問1 事業の予算（円）"] == 1_200_000
    assert row["問3 実施する期間（開始日）"].date() == APRIL
    assert row["問3 実施する期間（終了日）"] is None


def test_an_answer_of_an_earlier_kind_stays_in_one_cell(browser, inquiry, give_answer, ward_officer, officer):
    give_answer(inquiry, officer, {1: Decimal(5), 2: "はい", 3: (APRIL, MARCH)})
    change_question(inquiry, 1, kind="period", unit="")
    change_question(inquiry, 3, kind="text")
    response = browser(ward_officer).get(reverse("inquiries:result-xlsx", args=[inquiry.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))["回答"]
    header, _, sakai = sheet.iter_rows(values_only=True)
    row = dict(zip(header, sakai, strict=True))
    assert row["問1 事業の予算（開始日）"] == "5円"
    assert row["問3 実施する期間"] == "令和8年4月1日(水)から令和9年3月31日(水)まで"


def test_the_editor_saves_them(browser, make_inquiry_draft, ward_officer):
    draft = make_inquiry_draft(ward_officer, questions=[])
    rows = [
        {"label": "予算", "kind": "money", "unit": "千円"},
        {"label": "続けますか", "kind": "yes_no", "options": "はい\r\nいいえ"},
        {"label": "期間", "kind": "period"},
    ]
    client = browser(ward_officer)
    assert client.post(url(draft, "questions"), posted_questions(*rows, do="next")).status_code == 302
    kept = draft.questions.current().values_list("kind", "unit", "options")
    assert list(kept) == [("money", "円", []), ("yes_no", "", []), ("period", "", [])]
    page = words(client.get(url(draft, "confirm")))
    for said in ("金額（単位: 円）", "はい・いいえ", "期間"):
        assert said in page


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (Question, "unit = '千円' WHERE kind = 'money'", "question_money_in_yen"),
        (Question, "options = '{はい,いいえ}' WHERE kind = 'yes_no'", "question_options_with_kind"),
        (AnswerValue, "date_until = '2026-03-31' WHERE date IS NOT NULL", "answervalue_period_in_order"),
        (AnswerValue, "date = NULL WHERE date IS NOT NULL", "answervalue_period_in_order"),
    ],
)
def test_the_database_refuses(inquiry, give_answer, officer, model, change, name):
    give_answer(inquiry, officer, {1: Decimal(1), 2: "はい", 3: (APRIL, MARCH)})
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {change}")  # noqa: S608 - a test's own words
