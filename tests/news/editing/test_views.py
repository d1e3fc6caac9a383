import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from common.publication.models import PublicationState
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from news.announcements.models import Announcement
from news.editing import actions
from news.editing.tasks import end_due_announcement, publish_scheduled_announcement
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
TYPED = {"title": "停電のお知らせ", "body": "一行目\r\n二行目"}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def verbs(row):
    return [entry.verb.removeprefix("news.announcement_") for entry in entries_of(row)]


def test_written_looked_at_and_published_on_two_pages(client, secretariat, visitor):
    answer = client.post("/news/new/", TYPED, follow=True)
    row = Announcement.objects.get()
    assert (row.body, row.phase.label) == ("一行目\n二行目", "下書き")
    assert answer.request["PATH_INFO"] == f"/news/{row.pk}/desk/"
    assert "停電のお知らせ" in answer.text
    assert visitor.get(row.get_absolute_url()).status_code == 404
    client.post(f"/news/{row.pk}/publish/")
    row.refresh_from_db()
    assert (row.phase.label, row.published_by) == ("公開中", secretariat)
    assert "停電のお知らせ" in visitor.get(row.get_absolute_url()).text
    assert verbs(row) == ["published", "created"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": ""}, "件名を入力してください。"),
        ({"title": "あ" * 121}, "120"),
        ({"body": "本文\u202e"}, "制御文字"),
        ({"ends_on": "令和2年4月1日"}, "今日以後の日"),
    ],
)
def test_a_bad_form_says_so_and_keeps_what_was_typed(client, typed, told):
    answer = client.post("/news/new/", {**TYPED, **typed})
    assert answer.status_code == 400
    assert told in answer.text
    assert "一行目" in answer.text or "本文" in answer.text
    assert not Announcement.objects.exists()


def test_neither_a_draft_nor_a_planned_or_ended_one_is_listed_or_found(
    client, visitor, secretariat, make_announcement
):
    draft = make_announcement("停電一", draft=True)
    planned = make_announcement("停電二", draft=True)
    ended = make_announcement("停電三")
    actions.schedule_announcement(announcement=planned, by=secretariat, at=timezone.now() + DAY)
    actions.end_announcement(announcement=ended, by=secretariat)
    current = make_announcement("停電四")
    for row in (draft, planned, ended, current):
        row.refresh_from_db()
        refresh_index_now(row)
    for path in ("/", "/news/", "/sitemap.xml", "/search/?q=停電"):
        page = visitor.get(path).text
        assert not any(row.get_absolute_url() in page or row.title in page for row in (draft, planned, ended))
        assert current.get_absolute_url() in page
    assert [row.title for row in search_texts("停電", audiences=["public"]).rows] == ["停電四"]
    for row in (draft, planned):
        assert visitor.get(row.get_absolute_url()).status_code == 404
    assert "終わりました" in visitor.get(ended.get_absolute_url()).text


def test_the_clock_publishes_at_the_set_time_and_ends_after_the_last_day(secretariat, make_announcement):
    start = timezone.now().replace(hour=3, minute=0)
    with time_machine.travel(start, tick=False) as clock:
        row = make_announcement("予約", draft=True, ends_on=today() + DAY)
        at = start + datetime.timedelta(minutes=20)
        actions.schedule_announcement(announcement=row, by=secretariat, at=at)
        phases = []
        for ahead in (datetime.timedelta(minutes=19), datetime.timedelta(minutes=2), DAY, DAY):
            clock.shift(ahead)
            by_clock(publish_scheduled_announcement)
            by_clock(end_due_announcement)
            row.refresh_from_db()
            phases.append(row.phase.label)
    assert phases == ["公開予定", "公開中", "公開中", "終了"]
    assert (row.published_by, row.published_at) == (secretariat, at)


def test_a_moment_that_is_over_and_one_behind_the_last_day_are_refused(client, make_announcement):
    row = make_announcement(draft=True, ends_on=today() + DAY)
    for day, told in (("令和2年4月1日", "1年以内"), (str(today() + 3 * DAY), "最終日より前")):
        answer = client.post(f"/news/{row.pk}/schedule/", {"day": day, "time": "9:00"})
        assert answer.status_code == 400
        assert told in answer.text
    client.post(f"/news/{row.pk}/schedule/", {"day": str(today() + DAY), "time": "9:00"})
    client.post(f"/news/{row.pk}/unschedule/", follow=True)
    again = client.post(f"/news/{row.pk}/unschedule/", follow=True).text
    assert "公開の予約はありません。" in again
    assert "取り消しました" not in again
    assert "公開されていません。" in client.post(f"/news/{row.pk}/withdraw/", follow=True).text
    assert verbs(row) == ["unscheduled", "scheduled"]


def test_a_change_after_publication_has_a_day_unless_it_is_minor(client, visitor, make_announcement):
    row = make_announcement()
    shown = client.post(f"/news/{row.pk}/edit/", {**TYPED, "preview": "1"})
    assert "保存したときの見え方" in shown.text
    row.refresh_from_db()
    assert row.title == "お知らせの件名"
    client.post(f"/news/{row.pk}/edit/", {**TYPED, "is_minor": "on"})
    row.refresh_from_db()
    assert (row.title, row.revised_on) == ("停電のお知らせ", None)
    client.post(f"/news/{row.pk}/edit/", {**TYPED, "body": "別の本文"})
    row.refresh_from_db()
    assert row.revised_on == today()
    assert "更新日" in visitor.get(row.get_absolute_url()).text
    client.post(f"/news/{row.pk}/edit/", {**TYPED, "body": "別の本文"})
    assert verbs(row) == ["edited", "edited"]


def test_ended_listed_again_withdrawn_and_deleted(client, visitor, make_announcement):
    row = make_announcement("掲載")
    client.post(f"/news/{row.pk}/delete/")
    seen = ["掲載" in visitor.get("/news/").context["page"].rows[0].title]
    for act in ("end", "resume", "withdraw"):
        client.post(f"/news/{row.pk}/{act}/")
        seen.append(bool(visitor.get("/news/").context["page"].rows))
    assert seen == [True, False, True, False]
    assert verbs(row) == ["withdrawn", "resumed", "ended"]
    assert client.post(f"/news/{row.pk}/delete/")["Location"] == "/news/register/"
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_shows_how_each_stands_in_few_queries(client, make_announcement, number):
    for _ in range(number):
        make_announcement()
        make_announcement(draft=True)
    client.get("/news/register/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/news/register/?phase=draft")
    assert len(queries) == 5
    assert [row.phase.label for row in page.context["page"].rows] == ["下書き"] * number
    assert 'href="?phase=ended"' in page.text


@pytest.mark.parametrize(
    "facts",
    [
        {"publish_at": timezone.now()},
        {"revised_on": "2026-11-01"},
        {"ended_at": timezone.now()},
    ],
)
def test_dates_belong_to_a_state(make_announcement, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_announcement(draft=True, **facts)


def test_no_plan_for_what_is_public(make_announcement, secretariat):
    with pytest.raises(IntegrityError, match="dates_of_its_state"), transaction.atomic():
        make_announcement(state=PublicationState.PUBLISHED, publish_at=timezone.now(), publish_by=secretariat)
