"""The board's list as a sheet."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.exports import spreadsheets
from board.moderation.actions import hide_post
from board.topics.audience import Audience
from board.topics.models import Topic
from common.audit_log.models import AuditEntry

URL = "/board/topics.xlsx"


def sheet(client, **query) -> list[dict]:
    response = client.get(URL, query)
    assert response.status_code == 200
    content = io.BytesIO(response.getvalue())
    lines = [*openpyxl.load_workbook(content).active.values]
    assert list(lines[0]) == spreadsheets.HEADER
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_topic_xlsx_has_a_row_for_each_topic_of_the_list(browser, stranger, officer, koto, make_topic):
    make_topic(officer, title="江東区への提案", wards=[koto], all_wards=False)
    notice = make_topic(stranger, Topic.Kind.NOTICE, title="周知")
    second, first = sheet(browser(stranger))
    assert (second["番号"], second["種類"]) == (notice.pk, "事業の周知")
    assert (first["団体コード"], first["団体"], first["都道府県"]) == ("271403", "大阪府堺市", "大阪府")
    assert (first["希望する区"], first["公開範囲"], first["テーマ"]) == (
        "江東区",
        "会員のすべての団体",
        "産業",
    )
    assert second["団体コード"] == "012068"  # text: the leading zero stays
    assert first["投稿日時"].year >= 2026
    assert first["アドレス"].endswith(f"/board/topics/{first['番号']}/")


def test_topic_xlsx_follows_the_filter_and_its_order(browser, stranger, officer, make_topic):
    make_topic(officer, title="提案です")
    make_topic(officer, Topic.Kind.NOTICE, title="周知です")
    client = browser(stranger)
    assert [row["件名"] for row in sheet(client, kind="notice")] == ["周知です"]
    assert [row["件名"] for row in sheet(client, prefecture="北海道")] == []
    page = client.get("/board/", {"kind": "notice", "page": "1"}).content.decode()
    assert f'href="{URL}?kind=notice"' in page


def test_topic_xlsx_has_only_what_the_user_may_see(
    browser, visitor, stranger, ward_officer, officer, secretariat, make_topic, make_draft
):
    make_draft(officer, title="下書き")
    for_wards = make_topic(officer, title="区だけに")
    Topic.objects.filter(pk=for_wards.pk).update(audience=Audience.WARDS)
    hidden = make_topic(officer, title="隠した")
    hide_post(post=hidden, by=secretariat, reason="誤り")
    assert sheet(browser(stranger)) == []
    assert [row["件名"] for row in sheet(browser(ward_officer))] == ["区だけに"]
    assert visitor.get(URL).status_code == 302


def test_topic_xlsx_is_safe_from_formulas(browser, stranger, officer, make_topic):
    make_topic(officer, title='=HYPERLINK("http://x","y")')
    response = browser(stranger).get(URL)
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    cell = book.active.cell(row=2, column=spreadsheets.HEADER.index("件名") + 1)
    assert cell.value.startswith("=HYPERLINK")
    assert cell.data_type == "s"


def test_topic_xlsx_says_where_it_was_cut(browser, stranger, officer, make_topic, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 2)
    for _ in range(3):
        make_topic(officer)
    lines = sheet(browser(stranger))
    assert len(lines) == 3
    assert "条件を絞り込んで" in lines[-1]["番号"]


def test_topic_xlsx_is_recorded(browser, stranger, topic):
    much = {f"x{n}": "y" * 100 for n in range(200)}  # what is no filter is not recorded
    sheet(browser(stranger), kind="proposal", q="物産", page="3", sort="newest", **much)
    entry = AuditEntry.objects.get(verb="board.topics_exported")
    assert entry.by == stranger
    assert entry.facts == {"filter": {"kind": "proposal", "q": "物産", "sort": "newest"}}


@pytest.mark.parametrize("query", [{"q": "\x00"}, {"kind": "x" * 5000}, {"ward": "'"}])
def test_topic_xlsx_takes_whatever_is_asked(browser, stranger, topic, query):
    sheet(browser(stranger), **query)


def test_topic_xlsx_costs_the_same_with_one_and_three_rows(browser, stranger, officer, make_topic):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            sheet(client)
        return len(seen)

    client = browser(stranger)
    make_topic(officer)
    cost()
    one = cost()
    make_topic(officer)
    make_topic(officer)
    assert cost() == one
    assert one <= 16  # eight of them count the export, locked
