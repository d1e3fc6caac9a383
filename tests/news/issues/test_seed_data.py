import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from common.audit_log.queries import entries_of
from common.publication.actions import publish, withdraw
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from fixtures.sample import news, rows
from news.announcements.models import Announcement
from news.announcements.queries import latest_announcements
from news.issues import seed_data
from news.issues.models import NewsIssue
from news.paper_pages.actions import read_paper
from news.paper_pages.models import PaperPage, PaperReading


def test_both_known_issues_are_loaded_with_their_source(db):
    assert seed_data.load_seed_data() == {"全国連携NEWS": 2, "記事": 9}
    first, last = NewsIssue.objects.order_by("volume")
    assert (first.volume, first.published_on) == (1, datetime.date(2019, 3, 15))
    assert first.source == "https://pdfslide.net/documents/vol-23-23-23225123.html"
    assert len(first.topic_lines) == 5
    assert (last.volume, last.publisher) == (13, "特別区長会・特別区協議会")
    assert NewsIssue.objects.published().newest_first().first() == last


def test_a_second_load_writes_nothing_and_keeps_what_was_edited(db):
    seed_data.load_seed_data()
    NewsIssue.objects.filter(volume=13).update(topics="直した内容")
    with CaptureQueriesContext(connection) as queries:
        assert seed_data.load_seed_data() == {"全国連携NEWS": 0, "記事": 0}
    assert not {query["sql"].split()[0] for query in queries} & {"INSERT", "UPDATE", "DELETE"}
    assert NewsIssue.objects.get(volume=13).topics == "直した内容"


def test_search_finds_issues_and_notices(db):
    seed_data.load_seed_data()
    news.load()
    assert "全国連携NEWS 第13号" in [row.title for row in search_texts("会員用HP", audiences=["public"]).rows]
    assert search_texts("年末年始", audiences=["public"]).rows


def test_samples_are_marked_and_loaded_once(db):
    assert news.load() == {"見本のお知らせ": 3, "見本の号（下書き）": 1}
    assert news.load() == {"見本のお知らせ": 0, "見本の号（下書き）": 0}
    latest = latest_announcements(2)
    assert len(latest) == 2
    assert latest[0].is_pinned
    assert all(notice.title.startswith("【見本】") for notice in latest)


def test_the_paper_of_the_sample_is_read_as_two_articles(secretariat, visitor, browser, monkeypatch):
    monkeypatch.setattr(rows.Cast, "people", {"secretariat": secretariat})
    news.load()
    read_paper(PaperReading.objects.get().pk)
    page = PaperPage.objects.get()
    assert [block["role"] for block in page.blocks].count("headline") == 2
    assert "画面を確かめるための見本です。実際の展示ではありません。" in "".join(
        block["text"] for block in page.blocks
    )
    assert browser(secretariat).get("/news/issues/14/pages/1/").status_code == 200
    assert visitor.get("/news/issues/14/").status_code == 404


def test_home_gets_no_draft(make_announcement):
    make_announcement("下書き", draft=True)
    assert latest_announcements(5) == []


def test_a_volume_is_recorded_once_and_counts_from_one(make_issue):
    make_issue(1)
    for volume in (0, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_issue(volume)


def test_published_needs_its_moment(make_announcement, make_issue):
    for make in (
        lambda: make_announcement(draft=True, state="published"),
        lambda: make_issue(2, draft=True, state="published"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_publishing_is_recorded_and_leaves_the_index_when_taken_back(make_announcement, secretariat):
    notice = make_announcement("公開前の件", draft=True)
    publish(obj=notice, by=secretariat)
    refresh_index_now(notice)
    assert search_texts("公開前の件", audiences=["public"]).rows
    withdraw(obj=notice, by=secretariat)
    refresh_index_now(notice)
    assert search_texts("公開前の件", audiences=["public"]).rows == []
    assert [entry.by for entry in entries_of(notice)] == [secretariat, secretariat]
    assert not Announcement.objects.published().exists()
