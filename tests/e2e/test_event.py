"""An event from an empty form to the public, and one that an organisation hands in, sent back once."""

import datetime

import pytest
from django.utils import timezone

from events.events.models import Event
from events.series.models import EventSeries

pytestmark = pytest.mark.e2e


def test_an_event_with_a_picture_and_three_bodies_is_public_after_three_pages(
    person, secretariat, sakai, kushiro, koto, sample_picture
):
    desk, visitor = person("secretariat"), person("visitor")
    desk.log_in(secretariat.email)
    page = desk.open("/events/new/")  # first page
    desk.field("名称").fill("全国連携展示「堺」")
    desk.field("開始日").fill("令和9年1月9日")
    desk.field("主催").fill("特別区長会")
    desk.field("出展・参加自治体").last.fill("大阪府堺市\n北海道釧路市\n東京都江東区")
    page.locator("input[type=file]").set_input_files(sample_picture)
    desk.press("下書きを保存する")  # second: the words of the picture
    desk.field("会場写真.jpgの説明").fill("緑色の見本の写真")
    desk.field("会場写真.jpgの権利の表示").fill("堺市")
    desk.press("説明を保存する")  # third: the desk
    desk.press("いま公開する")
    event = Event.objects.get()
    assert event.is_published
    assert event.participations.count() == 3
    visitor.open(event.get_absolute_url())
    for said in ("全国連携展示「堺」", "1月9日", "特別区長会", "堺市", "釧路市"):
        assert said in visitor.text()


def test_an_organisation_hands_in_and_hears_what_to_mend(person, secretariat, officer):
    member, desk = person("officer"), person("secretariat")
    member.log_in(officer.email)
    member.open("/events/new/")
    member.field("名称").fill("堺の講演会")
    member.field("開始日").fill("令和9年2月1日")
    member.press("下書きを保存する")
    member.press("事務局に提出する")
    event = Event.objects.get()

    desk.log_in(secretariat.email)
    page = desk.open(f"/events/{event.pk}/desk/")
    page.get_by_text("差し戻す", exact=True).click()
    desk.field("差戻しの理由").fill("会場を入力してください。")
    desk.press("理由を添えて差し戻す")

    member.open(f"/events/{event.pk}/desk/")
    assert "会場を入力してください。" in member.text()
    member.press("事務局に提出する")
    desk.open(f"/events/{event.pk}/desk/")
    desk.press("いま公開する")
    event.refresh_from_db()
    assert event.is_published


def test_those_who_run_an_event_hold_it_again_and_report_on_it(person, secretariat, officer, sakai):
    event = Event.objects.create(
        title="令和7年度の展示",
        kind="exhibition",
        owner=sakai,
        starts_on=datetime.date(2025, 11, 8),
        ends_on=datetime.date(2025, 11, 9),
        state="published",
        published_at=timezone.now(),
        series=EventSeries.objects.create(name="展示"),
    )
    part = event.programme_parts.create(title="講演", day=datetime.date(2025, 11, 9))
    part.speakers.create(name="見本 太郎", title="教授")
    desk, member, visitor = person("secretariat"), person("officer"), person("visitor")
    desk.log_in(secretariat.email)
    desk.open(f"/events/{event.pk}/copy/")
    desk.press("この内容で次の回をつくる")
    copy = Event.objects.get(copied_from=event)
    assert "プログラム 1件（登壇者1人）" in desk.text()
    assert copy.starts_on.weekday() == event.starts_on.weekday()

    member.log_in(officer.email)
    member.open(f"/events/{event.pk}/report/")
    member.field("延べ来場者数").fill("1,158")
    member.field("延べ来場者数の数え方の説明").fill("2日間延べ")
    member.press("開催報告を保存する")
    for path in ("desk/", "edit/", "programme/", f"programme/{part.pk}/", "holding/"):
        member.open(f"/events/{event.pk}/{path}")
    for path in ("own/", "new/", "imports/"):
        member.open(f"/events/{path}")

    desk.open("/events/own/")
    assert "公開後に変更されたイベント" in desk.text()
    desk.open(f"/events/{event.pk}/desk/")
    assert "1,158人（2日間延べ）" in desk.text()
    for path in (f"{event.pk}/", "?when=past", "archive/", "calendar/2025-11/", f"series/{event.series_id}/"):
        visitor.open(f"/events/{path}")
