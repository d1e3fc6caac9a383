"""Bodies that count on an event are told when it is called off or moves, wherever that is written."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.japanese_calendar import today, wareki
from common.outbox.models import OutgoingMail
from events.events.models import Event
from events.holding.actions import change_holding
from events.open_data.models import EventImport
from tests.events.conftest import TO_COME
from tests.events.event_desk.test_admin import typed as admin_typed
from tests.events.open_data.conftest import as_csv
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
OFF, MOVED = "events.event_called_off", "events.event_moved"
LATER = TO_COME + datetime.timedelta(days=7)


@pytest.fixture
def event(make_event, koto):
    number = {"open_data_code": "131083", "open_data_number": "7"}
    return make_event("全国の展示", starts_on=TO_COME, venue="公園", owner=koto, **number)


@pytest.fixture
def add_body(event, secretariat):
    """A body that is reached at an address of its name, with one role."""

    def made(name, state, came_by="invitation"):
        mail = f"{name}@body.example"
        part = event.participations.create(name=name, came_by=came_by, contact_email=mail)
        decided = {"decided_at": timezone.now(), "decided_by": secretariat, "reason": "都合"}
        facts = decided if state in ("waiting", "accepted", "declined") else {}
        part.roles.create(role="panel", state=state, **facts)
        return part

    return made


def cancel(event, by, note="荒天のため"):
    return change_holding(event=event, by=by, holding="cancelled", note=note)


def test_who_takes_part_or_applied_is_told_and_who_does_not_is_not(
    event, add_body, make_call, apply, officer, stranger, secretariat
):
    call = make_call(event)
    apply(call, officer, "panel")
    event.participations.create(local_government=stranger.organization.local_government)  # typed in
    for state in ("invited", "applied", "waiting", "accepted", "declined", "withdrawn"):
        add_body(state, state)
    cancel(event, secretariat)
    cancel(event, secretariat)  # a double click
    write_mails(OFF)
    told = {officer.section.mailbox, "kikaku@city.example", stranger.section.mailbox}
    assert mailed_to(OFF) == told | {f"{state}@body.example" for state in ("applied", "waiting", "accepted")}
    assert OutgoingMail.objects.filter(purpose=OFF).count() == 6
    mail = OutgoingMail.objects.filter(purpose=OFF).first()
    assert mail.subject.startswith("イベントの中止: 全国の展示")
    assert "荒天のため" in mail.body
    assert wareki(TO_COME) in mail.body


def _on_its_page(request, event):
    data = {"holding": "rescheduled", "starts_on": LATER.isoformat()}
    _browser(request).post(f"/events/{event.pk}/holding/", data)


def _in_the_form(request, event):
    client, path = _browser(request), f"/events/{event.pk}/edit/"
    form = client.get(path).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(path, data | {"starts_on": LATER.isoformat()})


def _in_a_file(request, event):
    header = ["全国地方公共団体コード", "ID", "イベント名", "開始日"]
    content = as_csv(header, ["131083", "7", event.title, LATER.isoformat()])
    client = _browser(request)
    client.post("/events/imports/", {"file": SimpleUploadedFile("a.csv", content), "code": "131083"})
    found = EventImport.objects.get()
    seen = client.get(found.get_absolute_url()).content.decode().partition('name="seen" value="')[2]
    client.post(f"{found.get_absolute_url()}commit/", {"seen": seen.partition('"')[0]})


def _in_the_admin(request, event):
    facts = {"title": event.title, "starts_on": LATER.isoformat(), "ends_on": "", "venue": event.venue_id}
    _browser(request).post(f"/admin/events/event/{event.pk}/change/", admin_typed(**facts))


def _browser(request):
    return request.getfixturevalue("browser")(request.getfixturevalue("secretariat"))


@pytest.mark.parametrize("move", [_on_its_page, _in_the_form, _in_a_file, _in_the_admin])
def test_other_days_are_told_however_they_are_written(request, event, add_body, move):
    add_body("exhibitor", "accepted")
    move(request, event)
    event.refresh_from_db()
    assert event.starts_on == LATER
    write_mails(MOVED)
    mail = OutgoingMail.objects.get(purpose=MOVED)
    assert mail.to == "exhibitor@body.example"
    assert mail.subject == f"イベントの日程の変更: 全国の展示（{wareki(LATER)}）"
    assert f"日程　{wareki(TO_COME)}" in mail.body


def test_another_place_and_being_on_again_are_told(event, add_body, browser, secretariat):
    add_body("exhibitor", "accepted")
    client, path = browser(secretariat), f"/events/{event.pk}/edit/"
    form = client.get(path).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(path, data | {"venue": "", "venue_name": "区民会館"})
    cancel(event, secretariat)
    change_holding(event=event, by=secretariat, holding="planned")
    write_mails(MOVED)
    subjects = OutgoingMail.objects.filter(purpose=MOVED).order_by("created_at", "pk")
    moved, again = subjects.values_list("subject", "body")
    assert moved[0].startswith("イベントの会場の変更")
    assert "会場　公園" in moved[1]
    assert again[0].startswith("イベントの開催")


@pytest.mark.parametrize(
    "facts", [{"state": "draft", "published_at": None}, {"starts_on": today() - datetime.timedelta(days=1)}]
)
def test_of_a_draft_and_of_the_past_nobody_is_told(event, add_body, secretariat, facts):
    add_body("exhibitor", "accepted")
    Event.objects.filter(pk=event.pk).update(**facts)
    cancel(event, secretariat)
    write_mails(OFF)
    assert not OutgoingMail.objects.filter(purpose=OFF).exists()


def test_other_words_tell_nobody(event, add_body, browser, secretariat):
    add_body("exhibitor", "accepted")
    client, path = browser(secretariat), f"/events/{event.pk}/edit/"
    form = client.get(path).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(path, data | {"summary": "各地の物産"}).status_code == 302
    cancel(event, secretariat)
    cancel(event, secretariat, note="台風のため")
    write_mails(OFF, MOVED)
    assert OutgoingMail.objects.filter(purpose=OFF).count() == 1
    assert not OutgoingMail.objects.filter(purpose=MOVED).exists()
