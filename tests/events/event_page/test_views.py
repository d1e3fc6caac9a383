import datetime

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from events.events.models import Event
from events.headcounts.models import Headcount
from events.participations.models import Participation
from events.programmes.models import ProgrammePart
from events.reports.models import EventReport
from events.venues.models import Venue
from members.local_governments.models import LocalGovernment
from tests.sample_files import picture, upload


def day(text):
    return datetime.date.fromisoformat(text)


def page_of(client, event, query=""):
    response = client.get(event.get_absolute_url() + query)
    assert response.status_code == 200
    return response.text


@pytest.fixture
def exhibition(make_event, sakai):
    venue = Venue.objects.create(
        name="東京区政会館",
        address="千代田区飯田橋3-5-1",
        access="飯田橋駅から徒歩5分",
        accessibility="段差なし、多目的トイレ",
        map_url="https://map.example.jp/",
    )
    event = make_event(
        "東京で感じる堺", starts_on=day("2026-01-09"), ends_on=day("2026-03-03"), venue=venue, fee="無料"
    )
    for number in range(5):
        event.opening_rules.create(day=number, opens=datetime.time(10), closes=datetime.time(17))
    event.hosts.create(name="特別区長会", position=1)
    event.hosts.create(name="大阪府堺市", role="partner", organization=sakai)
    return event


@time_machine.travel("2026-01-13 12:00+09:00")
def test_a_reader_finds_how_it_stands_when_where_and_what_to_do(visitor, exhibition):
    page = page_of(visitor, exhibition)
    in_order = (
        *("開催中", "1月9日(金)", "3月3日(火)", "連携協力", "今日は開いています（10:00-17:00）。"),
        *("平日 10:00-17:00、土日祝 休み", "12日(月・祝)", "東京区政会館", "千代田区飯田橋3-5-1"),
        *("https://map.example.jp/", "段差なし、多目的トイレ", "無料"),
    )
    places = [page.index(text, page.index("<h1>") - 400) for text in in_order]
    assert places == sorted(places)
    assert '<a href="/members/271403/">大阪府堺市</a>' in page


def test_a_page_is_kept_no_longer_than_its_sentence_holds(visitor, exhibition):
    with time_machine.travel("2026-01-13 16:59+09:00"):
        response = visitor.get(exhibition.get_absolute_url())
        assert response.kept_until == datetime.datetime.fromisoformat("2026-01-13T17:00+09:00")
    with time_machine.travel("2026-01-13 17:00+09:00"):
        again = visitor.get(exhibition.get_absolute_url(), headers={"if-none-match": response["ETag"]})
    assert "今日の開場は終わりました" in again.text


def test_a_cancelled_event_says_so_first_with_its_reason_and_offers_no_application(visitor, make_event):
    event = make_event(
        starts_on=day("2090-01-01"), holding="cancelled", holding_note="荒天のため", how_to_apply="電話で"
    )
    page = page_of(visitor, event)
    assert "このイベントは中止になりました。" in page
    assert "荒天のため" in page
    assert "電話で" not in page


def test_a_moved_event_shows_its_former_day_struck(visitor, make_event):
    event = make_event(starts_on=day("2090-02-01"), holding="rescheduled", former_starts_on=day("2090-01-10"))
    page = page_of(visitor, event)
    assert "<del>令和72年1月10日(火)</del>" in page
    assert "日程が変わりました。" in page


def test_the_programme_is_read_day_by_day(visitor, make_event):
    event = make_event(starts_on=day("2026-03-12"), ends_on=day("2026-03-13"))
    later = event.programme_parts.create(day=day("2026-03-13"), opens=datetime.time(9, 30), title="交流会")
    first = event.programme_parts.create(
        day=day("2026-03-12"),
        opens=datetime.time(14),
        closes=datetime.time(16),
        room="20階",
        title="講演",
        body="・港区の取組\n・質疑",
    )
    first.speakers.create(name="港 太郎", title="港区企画課長")
    event.programme_parts.create(title="パネル展示")
    page = page_of(visitor, event)
    in_order = ("開催期間を通して", "パネル展示", "令和8年3月12日(木)", "14:00-16:00", "港 太郎", later.title)
    places = [page.index(text, page.index('id="programme"')) for text in in_order]
    assert places == sorted(places)
    assert "<li>港区の取組</li>" in page


@time_machine.travel("2026-01-13 12:00+09:00")
def test_four_numbers_stand_side_by_side_and_are_never_added(visitor, make_event):
    event = make_event(starts_on=day("2025-11-08"))
    for basis, number in (("capacity", 100), ("applications", 200), ("people", 400), ("visits", 1000)):
        Headcount.objects.create(event=event, basis=basis, number=number)
    page = page_of(visitor, event)
    for number in ("100人", "200人", "400人", "1,000人"):
        assert number in page
    for total in ("300", "600", "700", "1,400", "1,600", "1,700"):
        assert f"{total}人" not in page


def test_the_private_address_of_an_online_event_is_nowhere(visitor, browser, officer, make_event):
    event = make_event(attendance_mode="online", online_url="https://private.example.jp/room")
    for client in (visitor, browser(officer)):
        assert "private.example.jp" not in page_of(client, event)


def _bodies(number):
    rows = [
        LocalGovernment(
            code=f"{1 + n % 47:02}{n:04}",
            prefecture="北海道" if n % 2 else "大阪府",
            name=f"町{n}",
            name_kana=f"まち{n}",
            kind="town",
            source="x",
        )
        for n in range(number)
    ]
    return LocalGovernment.objects.bulk_create(rows)


@pytest.mark.parametrize("number", [1, 3, 372])
def test_372_bodies_cost_as_many_queries_as_one(visitor, make_event, django_assert_num_queries, number):
    event = make_event()
    Participation.objects.bulk_create(
        Participation(event=event, local_government=body) for body in _bodies(number)
    )
    for part in range(min(number, 3)):
        event.hosts.create(name=f"主催{part}")
        event.programme_parts.create(title=f"講演{part}").speakers.create(name="見本")
    ContentType.objects.get_for_models(Event, ProgrammePart)  # cached for the process
    with django_assert_num_queries(6):
        page = page_of(visitor, event)
    assert f"{number}団体" in page
    assert ("tile-map" in page) == (number == 372)


def test_bodies_are_found_by_name_reading_and_prefecture_without_a_script(visitor, make_event, sakai):
    event = make_event()
    for body in [*_bodies(30), sakai.local_government]:
        Participation.objects.create(event=event, local_government=body)
    for typed in ("堺", "ｻｶｲ", "大阪府堺市", " さかい "):
        found = visitor.get(event.get_absolute_url(), {"body": typed}).context["participants"]
        assert found.found == 1, typed
        assert "さかいし" in found.prefectures[0].items
    assert "当てはまる自治体は0団体です" in page_of(visitor, event, "?body=どこにもない")


@pytest.mark.parametrize("query", ["?body=%00", "?body=" + "堺" * 3000, "?body=<script>", "?body=()"])
def test_nonsense_in_the_field_is_no_error(visitor, make_event, query):
    event = make_event()
    for body in _bodies(20):
        Participation.objects.create(event=event, local_government=body)
    assert "<script>" not in page_of(visitor, event, query).split("</head>")[1]


def test_nothing_of_an_unpublished_report_is_public(visitor, browser, secretariat, make_event):
    event = make_event()
    report = EventReport.objects.create(event=event, body="まだ書いている報告")
    for client in (visitor, browser(secretariat)):
        assert "まだ書いている報告" not in page_of(client, event)
    report.published_at, report.published_by = timezone.now(), secretariat
    report.save()
    assert "まだ書いている報告" in page_of(visitor, event)


def test_members_bare_names_and_names_of_the_time_are_listed_and_no_mere_invitation(
    visitor, make_event, make_organization, sakai, kushiro
):
    event = make_event()
    union = make_organization("町村会", prefecture="大阪府")
    for fields in (
        {"organization": union},
        {"name": "見本の会"},
        {"local_government": sakai.local_government, "name": "大阪府旧堺市"},
    ):
        Participation.objects.create(event=event, **fields)
    asked = Participation.objects.create(
        event=event, local_government=kushiro.local_government, came_by="invitation"
    )
    asked.roles.create(role="panel", state="invited")
    participants = visitor.get(event.get_absolute_url()).context["participants"]
    assert {group.name: group.items for group in participants.prefectures} == {
        "大阪府": '<li data-reading="さかいし"><a href="/members/271403/">旧堺市</a></li>\n'
        f'<li data-reading=""><a href="/members/{union.pk}/">町村会</a></li>',
        "都道府県を問わない団体": '<li data-reading="">見本の会</li>',
    }
    assert event.get_absolute_url() not in visitor.get(kushiro.get_absolute_url()).text
    assert event.get_absolute_url() in visitor.get(union.get_absolute_url()).text


def test_a_picture_added_to_a_public_page_waits_for_its_words_and_rights(
    visitor, browser, secretariat, make_event
):
    draft, public = make_event(draft=True), make_event()
    report = EventReport.objects.create(event=public, published_at=timezone.now(), published_by=secretariat)
    files = [store_upload(upload("会場.png", picture("PNG")), by=secretariat) for _ in range(3)]
    for file, owner in zip(files, (draft, public, report), strict=True):
        attach_files([file], to=owner)
    assert str(files[0].pk) in page_of(browser(secretariat), draft)  # who writes it sees it
    for known, shown in (({}, False), ({"alt": "入口"}, False), ({"rights": "堺市"}, True)):
        StoredFile.objects.update(**known)
        page = page_of(visitor, public)
        assert [str(file.pk) in page for file in files[1:]] == [shown, shown]
