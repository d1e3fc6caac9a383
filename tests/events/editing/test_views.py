import datetime
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from events.events.models import Event
from members.local_governments.models import LocalGovernment
from tests.sample_files import picture

NEW = "/events/new/"


def text_of(response):
    return unescape(response.content.decode())


def typed(**fields):
    return {
        "kind": "exhibition",
        "title": "全国連携展示「堺」",
        "date_precision": "day",
        "starts_on": "令和８年１月９日",
        "ends_on": "R8.3.3",
        "attendance_mode": "venue",
        "idempotency_key": "00000000-0000-4000-8000-000000000001",
        **fields,
    }


def test_everything_of_an_event_is_written_on_one_page(browser, secretariat, sakai):
    client = browser(secretariat)
    response = client.post(
        NEW,
        typed(
            venue_name="東京区政会館",
            venue_address="東京都千代田区飯田橋3-5-1",
            room="1階エントランスホール",
            hosts_host="特別区長会\n特別区協議会",
            hosts_partner="大阪府堺市",
            hours_0="10時～17時",
            hours_7="１０：００－１５：００",
            special_days="令和8年1月12日 休み\nR8.1.25 10:00-15:00 臨時開場",
            series_name="全国連携展示",
            bodies="大阪府堺市",
            fee="無料",
        ),
    )
    event = Event.objects.get()
    assert response.url == f"/events/{event.pk}/desk/"
    assert (event.owner, event.is_published, event.place) == (
        None,
        False,
        "東京区政会館 1階エントランスホール",
    )
    assert (event.starts_on, event.ends_on) == (datetime.date(2026, 1, 9), datetime.date(2026, 3, 3))
    assert [(host.role, host.name, host.organization) for host in event.hosts.all()] == [
        ("host", "特別区長会", None),
        ("host", "特別区協議会", None),
        ("partner", "大阪府堺市", sakai),
    ]
    assert [str(rule) for rule in event.opening_rules.all()] == [
        "月曜日 10:00-17:00",
        "祝日・年末年始 10:00-15:00",
    ]
    assert [(day.is_closed, day.note) for day in event.special_days.all()] == [
        (True, ""),
        (False, "臨時開場"),
    ]
    assert event.series.name == "全国連携展示"
    assert event.participations.get().local_government == sakai.local_government
    assert [entry.verb for entry in entries_of(event)] == ["events.event_created"]


def test_the_form_shows_what_is_saved_and_the_same_again_changes_nothing(browser, secretariat, sakai):
    client = browser(secretariat)
    client.post(
        NEW,
        typed(hosts_host="特別区長会", hours_0="10:00-17:00", special_days="R8.1.12", bodies="大阪府堺市"),
    )
    event = Event.objects.get()
    form = client.get(f"/events/{event.pk}/edit/").context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
    client.post(f"/events/{event.pk}/edit/", shown | {"starts_on": "2026-01-09", "ends_on": "2026-03-03"})
    event.refresh_from_db()
    assert (event.edition, event.sequence) == (2, 0)
    assert entries_of(event)[0].facts["changes"] == {}


def test_a_second_click_makes_no_second_event(browser, officer):
    client = browser(officer)
    first, second = client.post(NEW, typed()), client.post(NEW, typed())
    assert first.url == second.url
    assert Event.objects.get().owner == officer.organization


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "名称"),
        ({"title": "堺\u0000展示"}, "使えない文字"),
        ({"title": "あ" * 1_000_000}, "200文字"),
        ({"starts_on": "2026-02-29", "ends_on": ""}, "日"),
        ({"ends_on": "2026-01-01"}, "終了日は開始日以後"),
        ({"starts_on": "", "ends_on": ""}, "開始日を入力"),
        ({"starts_at": "25:00"}, "時刻として読み取れません"),
        ({"starts_at": "13:00", "ends_at": "12:00", "ends_on": ""}, "終了時刻は、開始時刻より後"),
        ({"special_days": "令和8年4月1日 休み"}, "開催期間の外"),
        ({"special_days": "令和8年1月12日\n令和8年1月12日"}, "二度"),
        ({"special_days": "あさって"}, "読み取れません"),
        ({"hours_0": "17:00-10:00"}, "始まりの時刻より後"),
        ({"hours_0": "昼"}, "10:00-17:00"),
        ({"bodies": "存在しない市"}, "見つからない団体"),
        ({"venue_address": "千代田区"}, "会場の名称"),
        ({"website": "javascript:alert(1)"}, "https://"),
        ({"online_url": "file:///etc/passwd"}, "https://"),
    ],
)
def test_what_cannot_be_read_is_said_and_writes_nothing(browser, secretariat, fields, words):
    response = browser(secretariat).post(NEW, typed(fee="無料のはず") | fields)
    assert response.status_code == 400
    assert words in text_of(response)
    assert response.context["form"]["fee"].value() == "無料のはず"
    assert not Event.objects.exists()


def test_a_chosen_picture_survives_a_refused_field_and_is_described_next(browser, secretariat):
    client = browser(secretariat)
    chosen = SimpleUploadedFile("会場.png", picture("PNG"), content_type="image/png")
    refused = client.post(NEW, typed(title="", files=chosen))
    (kept,) = refused.context["form"]["kept_files"].value()
    saved = client.post(NEW, typed(kept_files=kept))
    event = Event.objects.get()
    assert saved.url == f"/events/{event.pk}/files/"
    (file,) = files_of(event)
    described = client.post(
        saved.url, {f"alt_{file.pk.hex}": "会場の入口", f"rights_{file.pk.hex}": "特別区協議会"}
    )
    assert described.url == f"/events/{event.pk}/desk/"
    (file,) = files_of(event)
    assert (file.alt, file.rights) == ("会場の入口", "特別区協議会")


def test_two_who_edit_at_once(browser, secretariat, make_event):
    event = make_event("元の名", starts_on=datetime.date(2026, 1, 9), ends_on=datetime.date(2026, 3, 3))
    client, path = browser(secretariat), f"/events/{event.pk}/edit/"
    client.post(path, typed(version="1", title="一人目", hosts_host="特別区長会"))
    second = client.post(path, typed(version="1", title="二人目"))
    assert second.status_code == 409
    words = text_of(second)
    for said in ("先に保存しました", "名称「一人目」", "主催「特別区長会」"):
        assert said in words
    event.refresh_from_db()
    assert event.title == "一人目"
    again = client.post(path, typed(version=second.context["form"]["version"].value(), title="二人目"))
    assert again.status_code == 302
    event.refresh_from_db()
    assert event.title == "二人目"


def test_a_day_or_place_that_moves_counts_in_calendars(browser, secretariat, make_event):
    event = make_event("堺", starts_on=datetime.date(2026, 1, 9), ends_on=datetime.date(2026, 3, 3))
    client, path = browser(secretariat), f"/events/{event.pk}/edit/"
    numbers = []
    later = {"ends_on": "R8.3.4"}
    placed = {**later, "room": "20階"}
    for fields in ({"fee": "無料"}, later, placed, {**placed, "kind": "showcase"}):
        client.post(path, typed(title="堺", **fields))
        event.refresh_from_db()
        numbers.append(event.sequence)
    assert numbers == [0, 1, 2, 3]  # an exhibition fills its days, a showcase its hours


@pytest.mark.parametrize(
    ("name", "status"),
    [("secretariat", 200), ("officer", 200), ("reader", 403), ("stranger", 404), ("ward_officer", 404)],
)
@pytest.mark.parametrize("page", ["desk", "edit", "holding", "files"])
def test_whose_draft_it_is(request, browser, make_event, officer, name, status, page):
    event = make_event("下書き", draft=True, owner=officer.organization)
    client = browser(request.getfixturevalue(name))
    assert client.get(f"/events/{event.pk}/{page}/").status_code == status


def test_a_leap_day_is_a_day(browser, secretariat):
    browser(secretariat).post(NEW, typed(starts_on="令和10年2月29日", ends_on=""))
    assert Event.objects.get().starts_on == datetime.date(2028, 2, 29)


def test_queries_of_the_form_do_not_grow(browser, secretariat, make_event, django_assert_max_num_queries):
    with time_machine.travel(datetime.datetime(2026, 1, 9, 3, tzinfo=datetime.UTC), tick=False):
        event = make_event("堺", host="特別区長会")
        client = browser(secretariat)
        with django_assert_max_num_queries(14):
            client.get(f"/events/{event.pk}/edit/")
        with django_assert_max_num_queries(15):  # two or three for each panel
            client.get(f"/events/{event.pk}/desk/")


def test_a_body_that_did_not_exist_on_the_day_is_refused(browser, secretariat, make_event, sakai):
    client = browser(secretariat)
    LocalGovernment.objects.filter(pk=sakai.local_government_id).update(established_on="2026-04-01")
    new = client.post(NEW, typed(bodies="大阪府堺市"))
    assert new.status_code == 400
    assert "開催日には存在しない団体です：大阪府堺市" in new.content.decode()
    assert not Event.objects.exists()
    event = make_event(starts_on=datetime.date(2026, 4, 1))
    path = f"/events/{event.pk}/edit/"
    days = {"starts_on": "2026-03-30", "ends_on": "2026-03-31", "version": "1"}
    assert client.post(path, typed(bodies="大阪府堺市", **days)).status_code == 400
    assert (
        client.post(path, typed(bodies="大阪府堺市", **days | {"ends_on": "2026-04-01"})).status_code == 302
    )
    assert event.participations.count() == 1
