"""The results as sheets: three of them, codes as text, numbers as numbers, no formula."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from common.audit_log.models import AuditEntry
from inquiries.answers.models import InquiryAnswer
from tests.inquiries.results import cases

pytestmark = pytest.mark.django_db


def book_of(client, inquiry, query=""):
    response = client.get(reverse("inquiries:result-xlsx", args=[inquiry.pk]) + query)
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def rows_of(sheet):
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_sheets_hold_answers_questions_and_numbers(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    given = {1: "=1+1", 2: Decimal("1200.5"), 4: ["観光", "防災"], 5: datetime.date(2028, 2, 29)}
    give_answer(inquiry, officer, given, remark="@備考")
    book = book_of(browser(ward_officer), inquiry)
    assert book.sheetnames == ["回答", "質問", "集計"]
    kushiro_row, row = rows_of(book["回答"])
    assert (row["団体コード"], kushiro_row["団体コード"]) == ("271403", "012068")
    assert row["問1 取組の内容を書いてください。"] == "=1+1"
    assert row["問2 参加した人数（人）"] == 1200.5
    assert row["問4 連携したい分野"] == "観光、防災"
    assert row["問5 直近の実施日"] == datetime.datetime(2028, 2, 29)  # noqa: DTZ001
    assert (row["備考"], row["回答者"], row["回答した部署"]) == ("@備考", officer.name, "企画課")
    assert kushiro_row["状態"] == "未読"
    types = {cell.value: cell.data_type for cell in book["回答"][3]}
    assert types["=1+1"] == "s"  # a text, not a formula
    assert types["271403"] == "s"
    assert len(rows_of(book["質問"])) == 6
    counted = {(r["番号"], r["項目"]): r["値"] for r in rows_of(book["集計"])}
    assert counted["問2", "合計"] == 1200.5
    assert counted["問3", "続ける"] == 1
    assert AuditEntry.objects.filter(verb="inquiries.results_exported").count() == 1


def test_a_number_longer_than_excel_keeps_stays_whole(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai
):
    inquiry = make_inquiry(ward_officer, [sakai])
    give_answer(inquiry, officer, {2: Decimal("123456789012345.678")})
    row = rows_of(book_of(browser(ward_officer), inquiry)["回答"])[0]
    assert row["問2 参加した人数（人）"] == "123456789012345.678"


def test_files_are_named_and_drafts_are_not_there(
    browser, make_inquiry, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    cases.answer_with_files(inquiry, officer, "一.txt", "二.txt")
    value, _ = cases.draft_with_file(inquiry, stranger)
    InquiryAnswer.objects.filter(pk=value.answer_id).update(remark="内々の備考")
    rows = {row["団体"]: row for row in rows_of(book_of(browser(ward_officer), inquiry)["回答"])}
    assert rows["大阪府堺市"]["問6 実施要領"] == "一.txt\n二.txt"
    assert not any("内" in str(value) for value in rows["北海道釧路市"].values())


def test_the_filter_narrows_the_sheet(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    give_answer(inquiry, officer)
    rows = rows_of(book_of(browser(ward_officer), inquiry, "?state=answered")["回答"])
    assert [row["団体"] for row in rows] == ["大阪府堺市"]


def test_earlier_versions_have_their_rows(browser, make_inquiry, give_answer, ward_officer, officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    give_answer(inquiry, officer)
    cases.change_question(inquiry, 3, label="令和9年度の予定")
    book = book_of(browser(ward_officer), inquiry)
    assert rows_of(book["回答"])[0]["問3 令和9年度の予定"] == "続ける"
    assert rows_of(book["回答"])[0]["回答した質問"] == "変更前の質問"
    versions = [(r["質問"], r["版"], r["いまの質問"]) for r in rows_of(book["質問"]) if r["番号"] == "問3"]
    assert versions == [("令和9年度の予定", 2, "はい"), ("来年度の予定", 1, "いいえ")]


def test_who_sees_numbers_alone_gets_no_answers(
    browser,
    make_inquiry,
    give_answer,
    ward_officer,
    officer,
    stranger,
    minato_officer,
    sakai,
    kushiro,
    minato,
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro, minato], results_shown="counts")
    give_answer(inquiry, officer)
    give_answer(inquiry, stranger)
    assert book_of(browser(officer), inquiry).sheetnames == ["質問"]  # two would tell who said what
    give_answer(inquiry, minato_officer)
    assert book_of(browser(officer), inquiry).sheetnames == ["質問", "集計"]


def test_other_asked_get_no_names_of_people(
    browser, make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    give_answer(inquiry, officer)
    (row,) = [r for r in rows_of(book_of(browser(stranger), inquiry)["回答"]) if r["団体"] == "大阪府堺市"]
    assert officer.name not in map(str, row.values())
