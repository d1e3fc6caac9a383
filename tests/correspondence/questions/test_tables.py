"""A question that asks for a table: editor, answering row by row, showing, counting, sheets, refusals."""

import datetime
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from correspondence.questions import counts
from correspondence.questions.actions import ASKED
from correspondence.questions.differences import changed_since
from correspondence.questions.kinds import Kind
from inquiries.answers.models import AnswerValue
from inquiries.drafts.actions import copy_inquiry
from inquiries.questions.models import Question
from tests.inquiries.answers.answering import path_of, told, typed
from tests.inquiries.asking import url
from tests.inquiries.results.cases import change_question

pytestmark = pytest.mark.django_db
COLUMNS = [
    {"name": "品名", "kind": "text", "unit": "", "required": True, "options": []},
    {"name": "数量", "kind": "number", "unit": "個", "required": False, "options": []},
    {"name": "金額", "kind": "money", "unit": "円", "required": False, "options": []},
    {"name": "出荷の日", "kind": "date", "unit": "", "required": False, "options": []},
    {"name": "保管", "kind": "choice", "unit": "", "required": False, "options": ["常温", "冷蔵"]},
    {"name": "試食", "kind": "yes_no", "unit": "", "required": False, "options": []},
]
QUESTIONS = [{"kind": Kind.TABLE, "label": "出品する特産品", "columns": COLUMNS}]
DAY = datetime.date(2026, 4, 1)
APPLES = ["りんご", Decimal(30), Decimal(9000), DAY, "常温", "はい"]
FISH = ["干物", None, Decimal(12_000), None, "冷蔵", "いいえ"]


@pytest.fixture
def inquiry(make_inquiry, ward_officer, sakai, kushiro, minato):
    return make_inquiry(ward_officer, [sakai, kushiro, minato], questions=QUESTIONS)


@pytest.fixture
def answer(inquiry, sakai):
    return inquiry.answers.get(organization=sakai)


def row(number, *cells, key="q1"):
    return {f"{key}-{number}-c{place}": cell for place, cell in enumerate(cells, 1)}


def posted(to, *rows, **more):
    """The form with these rows; None among them is one that nobody wrote into."""
    data = {}
    for number, cells in enumerate(rows, 1):
        data |= row(number, *(cells or [""] * 6))
    return typed(to, q1=None, q2=None, q3=None, q5=None, **more) | data


def words(response):
    return response.content.decode()


def rows_of(answer):
    return answer.values.get().rows


def test_rows_are_taken_as_people_type_them(browser, inquiry, answer, officer):
    client = browser(officer)
    apples = ["りんご", "３０", "9千円", "令和8年4月1日", "常温", "はい"]
    data = posted(answer, apples, None, ["干物", "", "12,000円", "", "冷蔵", ""], None)
    assert client.post(path_of(inquiry), data).status_code == 302
    assert rows_of(answer) == [
        ["りんご", "30", "9000", "2026-04-01", "常温", "はい"],
        ["干物", "", "12000", "", "冷蔵", ""],
    ]
    page = words(client.get(inquiry.get_absolute_url()))
    for said in ("30個", "9,000円", "令和8年4月1日(水)", "出品する特産品（2行）"):
        assert said in page
    assert "12,000円" in words(client.get(path_of(inquiry, "print/")))
    form = words(client.get(path_of(inquiry)))
    for value in ("りんご", "30", "9000", "令和8年4月1日"):
        assert f'value="{value}"' in form
    assert 'name="q1-3-c1"' in form  # an empty row is offered
    assert 'name="q1-4-c1"' not in form
    assert told("answer_given")


@pytest.mark.parametrize(
    ("cells", "place", "sentence"),
    [
        (["", "3", "", "", "", ""], 1, "を入力してください。"),
        (["りんご", "多数", "", "", "", ""], 2, "数字で入力してください"),
        (["りんご", "9" * 400_000, "", "", "", ""], 2, "整数の部分は15桁までで入力してください。"),
        (["りんご", "", "1.5", "", "", ""], 3, "1円より下は入力できません"),
        (["りんご", "", "", "春", "", ""], 4, "日付として読み取れません"),
        (["りんご", "", "", "", "冷凍", ""], 5, "選択肢の中から選んでください。"),
        (["りんご", "", "", "", "", "たぶん"], 6, "選択肢の中から選んでください。"),
        (["り\x00んご", "", "", "", "", ""], 1, "取り除いて入力し直してください"),
        (["り\nんご", "", "", "", "", ""], 1, "1行で入力してください"),
        (["あ" * 201, "", "", "", "", ""], 1, "200文字以内で入力してください"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(browser, inquiry, answer, officer, cells, place, sentence):
    good = ["みかん", "5", "", "", "", ""]
    response = browser(officer).post(path_of(inquiry), posted(answer, good, cells))
    page = words(response)
    assert response.status_code == 400
    assert sentence in page
    assert re.search(rf'href="#id_q1-2-c{place}">問1 2行目[ ：]「?{COLUMNS[place - 1]["name"]}', page)
    assert 'value="みかん"' in page
    assert not answer.values.exists()


@pytest.mark.parametrize("rows", [[], [None], [[" ", "", "", "", "", ""]]])
def test_a_required_table_needs_a_row(browser, inquiry, answer, officer, rows):
    response = browser(officer).post(path_of(inquiry), posted(answer, *rows))
    assert response.status_code == 400
    assert "表に1行以上入力してください。" in words(response)
    draft = posted(answer, *rows, save_draft="1")
    assert browser(officer).post(path_of(inquiry), draft).status_code == 302
    assert rows_of(answer) == []


def test_twenty_rows_are_taken_and_no_more(browser, inquiry, answer, officer):
    client = browser(officer)
    rows = [[f"品{number}", "", "", "", "", ""] for number in range(21)]
    response = client.post(path_of(inquiry), posted(answer, *rows))
    assert response.status_code == 400
    assert "表に入力できるのは20行までです。行を減らしてください（現在21行）。" in words(response)
    assert 'value="品20"' in words(response)  # what was typed stays
    forged = posted(answer, *rows[:20]) | row(4711, "遠い行")
    assert client.post(path_of(inquiry), forged).status_code == 400
    full = posted(answer, *rows[:20]) | {"q1-3-c9": "forged", "q9-1-c1": "forged"}
    assert client.post(path_of(inquiry), full).status_code == 302
    assert len(rows_of(answer)) == 20


def test_a_row_is_added_without_saving_or_losing_anything(browser, inquiry, answer, officer):
    client = browser(officer)
    data = posted(answer, ["りんご", "三十", "", "", "", ""], add_row="q1")
    response = client.post(path_of(inquiry), data)
    page = words(response)
    assert response.status_code == 200
    assert 'value="りんご"' in page
    assert 'value="三十"' in page
    assert 'name="q1-2-c1"' in page
    assert "まだ保存されていません" in page
    assert "を入力してください。" not in page
    assert not answer.values.exists()
    rows = [[f"品{number}", "", "", "", "", ""] for number in range(20)]
    page = words(client.post(path_of(inquiry), posted(answer, *rows, add_row="q1")))
    assert 'name="q1-20-c1"' in page
    assert 'name="q1-21-c1"' not in page


def test_rows_survive_a_lost_login(visitor, inquiry, answer, officer):
    visitor.post(path_of(inquiry), posted(answer, ["長い名前の品", "", "", "", "", ""]))
    visitor.force_login(officer, backend="members.login.backends.PersonBackend")
    assert 'value="長い名前の品"' in words(visitor.get(path_of(inquiry)))


def test_a_correction_names_the_rows_that_differ(browser, inquiry, answer, officer):
    client = browser(officer)
    one, two, three = (["品" + name, "1", "", "", "", ""] for name in "一二三")
    client.post(path_of(inquiry), posted(answer, one, two, three))
    answer.refresh_from_db()
    changed = posted(answer, one, ["品二", "2", "", "", "", ""], three, ["品四", "", "", "", "", ""])
    client.post(path_of(inquiry), changed)
    assert answer.steps.get(kind="corrected").changes == {
        "問1 出品する特産品": [
            "2行目 品名：品二、数量：1個",
            "2行目 品名：品二、数量：2個\n4行目 品名：品四",
        ]
    }
    answer.refresh_from_db()
    client.post(
        path_of(inquiry),
        changed | {"version": answer.version, "idempotency_key": typed(answer)["idempotency_key"]},
    )
    assert answer.steps.filter(kind="corrected").count() == 1


def test_changed_columns_keep_what_still_fits(browser, inquiry, give_answer, answer, officer, ward_officer):
    give_answer(inquiry, officer, {1: [APPLES]})
    columns = [COLUMNS[2], COLUMNS[0], {"name": "数量", "kind": "text"}, {"name": "備考", "kind": "text"}]
    plain = {"unit": "", "required": False, "options": []}
    change_question(inquiry, 1, columns=[plain | column for column in columns])
    page = words(browser(officer).get(path_of(inquiry)))
    assert 'name="q1-1-c1" value="9000"' in page
    assert 'name="q1-1-c2" value="りんご"' in page
    assert 'value="30"' not in page
    (change,) = changed_since(inquiry.questions.all(), 1)
    assert change[0] == "変更"
    assert "品名（文章、必須）" in change[2][0]
    page = words(browser(ward_officer).get(reverse("inquiries:result-detail", args=[inquiry.pk, answer.pk])))
    assert "30個" in page
    assert "変更前の質問" in page


def test_results_show_count_and_export_them(browser, inquiry, give_answer, ward_officer, officer, stranger):
    give_answer(inquiry, officer, {1: [APPLES, FISH]})
    give_answer(inquiry, stranger, {1: [["鮭", Decimal("2.5"), None, DAY, "冷蔵", ""]]})
    client = browser(ward_officer)
    table_url = reverse("inquiries:result-list", args=[inquiry.pk])
    page = words(client.get(table_url))
    assert ">2行<" in page
    assert "大阪府堺市</a>" in words(client.get(table_url + "?q=干物"))
    assert "大阪府堺市</a>" not in words(client.get(table_url + "?q=鮭"))
    (it,) = counts.counted(inquiry)
    assert (it.now.answered, it.now.rows) == (2, 3)
    name, number, money, date, storage, tasting = it.now.columns
    assert (name.answered, name.rows) == (2, 3)
    assert (number.total, number.most) == (Decimal("32.5"), 30)
    assert (money.answered, money.total, money.median) == (1, 21_000, 10_500)
    assert (date.first, date.last) == (DAY, DAY)
    assert [(share.option, share.count, share.of) for share in storage.shares] == [
        ("常温", 1, 3),
        ("冷蔵", 2, 3),
    ]
    assert [share.count for share in tasting.shares] == [1, 1]
    page = words(client.get(reverse("inquiries:count-list", args=[inquiry.pk])))
    for said in ("32.5個", "21,000円", "66.7%"):
        assert said in page


def test_a_table_has_a_sheet_of_its_own(browser, inquiry, give_answer, ward_officer, officer, stranger):
    give_answer(inquiry, officer, {1: [APPLES, FISH]})
    change_question(inquiry, 1, columns=[COLUMNS[0], COLUMNS[2] | {"name": "売値"}])
    inquiry.answers.update(organization_name="")
    give_answer(inquiry, stranger, {1: [["=1+1", Decimal(0)]]})
    response = browser(ward_officer).get(reverse("inquiries:result-xlsx", args=[inquiry.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["回答", "問1", "質問", "集計"]
    header, *lines = book["問1"].iter_rows(values_only=True)
    assert header[:7] == ("団体コード", "都道府県", "団体", "回答した質問", "行", "品名", "売値（円）")
    assert header[7:9] == ("数量（個）（変更前）", "金額（円）（変更前）")
    kushiro, apples, fish = (dict(zip(header, line, strict=True)) for line in lines)
    assert (kushiro["団体コード"], kushiro["品名"], kushiro["売値（円）"]) == ("012068", "=1+1", 0)
    assert (apples["行"], apples["数量（個）（変更前）"], apples["回答した質問"]) == (1, 30, "変更前の質問")
    assert apples["出荷の日（変更前）"].date() == DAY
    assert (fish["行"], fish["金額（円）（変更前）"], fish["数量（個）（変更前）"]) == (2, 12_000, None)
    assert book["回答"]["J2"].value == "1行" or "1行" in [cell.value for cell in book["回答"][2]]


def test_drafts_of_tables_are_nobody_elses_business(browser, inquiry, answer, ward_officer, officer):
    draft = posted(answer, ["内々の品", "", "", "", "", ""], save_draft="1")
    assert browser(officer).post(path_of(inquiry), draft).status_code == 302
    client = browser(ward_officer)
    response = client.get(reverse("inquiries:result-xlsx", args=[inquiry.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book["問1"].max_row == 1
    listed = client.get(reverse("inquiries:result-list", args=[inquiry.pk]) + "?q=内々")
    assert "条件に合う団体はありません" in words(listed)
    assert counts.counted(inquiry)[0].now.columns[0].answered == 0


def test_cells_of_a_few_are_kept_from_the_other_asked(
    inquiry, give_answer, officer, stranger, minato_officer
):
    give_answer(inquiry, officer, {1: [APPLES]})
    for person in (stranger, minato_officer):
        give_answer(inquiry, person, {1: [["鮭", Decimal(2), None, None, "", ""]]})
    columns = counts.counted(inquiry, 3)[0].now.columns
    assert [column.is_hidden for column in columns] == [False, False, True, True, True, True]
    assert columns[2].numbers == []


def test_a_copy_and_its_words_carry_the_columns(inquiry, ward_officer, browser):
    copy = copy_inquiry(inquiry=inquiry, by=ward_officer)
    assert list(copy.questions.values(*ASKED)) == list(inquiry.questions.values(*ASKED))
    page = words(browser(ward_officer).get(url(copy, "confirm")))
    assert "数量（個）" in page


def test_the_worst_form_arrives(browser, make_inquiry, ward_officer, officer, sakai):
    """50 questions, 40 columns of tables with 20 rows, the others with 50 ticks each."""
    options = [f"分野{number}" for number in range(50)]
    plain = {"kind": "text", "unit": "", "required": False, "options": []}
    table = {
        "kind": "table",
        "label": "表",
        "columns": [plain | {"name": f"列{number}"} for number in range(8)],
    }
    ticks = {"kind": "multiple", "label": "選ぶ", "options": options}
    inquiry = make_inquiry(ward_officer, [sakai], questions=[table] * 5 + [ticks] * 45)
    answer = inquiry.answers.get()
    data = typed(answer, q1=None, q2=None, q3=None, q5=None)
    for question in range(1, 6):
        for number in range(1, 21):
            data |= row(number, *(f"値{place}" for place in range(8)), key=f"q{question}")
    data |= {f"q{question}": options for question in range(6, 51)}
    client = browser(officer)
    assert client.post(path_of(inquiry), data).status_code == 302
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path_of(inquiry)).status_code == 200
    assert len(captured) <= 12


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (Question, "columns = '[]'", "question_columns_with_kind"),
        (Question, "kind = 'text'", "question_columns_with_kind"),
        (
            Question,
            "columns = (SELECT jsonb_agg(c) FROM generate_series(1, 9) c)",
            "question_columns_with_kind",
        ),
        (
            AnswerValue,
            "rows = (SELECT jsonb_agg(r) FROM generate_series(1, 21) r)",
            "answervalue_rows_at_most",
        ),
    ],
)
def test_the_database_refuses(inquiry, give_answer, officer, model, change, name):
    give_answer(inquiry, officer, {1: [APPLES]})
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {change}")  # noqa: S608 - a test's own words
