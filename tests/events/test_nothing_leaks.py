"""What is not published, and where one takes part online, stands in nothing that a visitor can fetch."""

import datetime
import io
import zipfile

import pytest
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.attachments.queries import files_of
from common.clock_runs.actions import run_clock_job
from common.search.actions import refresh_index_now
from common.search.models import IndexedText
from events.cards.models import EventCard
from events.events.models import Event
from events.series.models import EventSeries
from tests.events.cards.test_actions import fetched, picture

pytestmark = pytest.mark.django_db
SECRET_PLACE = "meet.example.com/secret-room"
DRAFT = "まだ公開していない催し"
INVITED = "招待中の団体"
LISTS = [
    "/events/",
    "/events/?when=upcoming",
    "/events/?q=催し",
    "/events/?q=招待中の団体",
    "/events/archive/",
    "/events/calendar/2027-01/",
    "/events/calendar.ics",
    "/events/calendar.ics?q=催し",
    "/events/feed.xml",
    "/events/list.xlsx",
    "/events/open-data.csv",
    "/events/open-data.csv?year=2026",
    "/sitemap.xml",
    "/search/?q=催し",
    "/",
]


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace").replace("\r\n ", "")


@pytest.fixture
def events(make_event):
    common = {
        "starts_on": datetime.date(2027, 1, 9),
        "venue": "東京区政会館",
        "host": "特別区長会",
        "online_url": f"https://{SECRET_PLACE}",
        "attendance_mode": "both",
    }
    public = make_event("公開した催し", **common)
    online = make_event("オンラインの催し", **(common | {"attendance_mode": "online"}))
    draft = make_event(DRAFT, draft=True, **common)
    for event in (public, online, draft):
        asked = event.participations.create(name=INVITED, came_by="invitation")
        asked.roles.create(role="panel", state="invited")
        event.programme_parts.create(title=f"{event.title}の講演", day=event.starts_on)
        attach_files([store_upload(picture(), by=None)], to=event)
        refresh_index_now(event)
    run_clock_job("events.make_due_card", timezone.now() + datetime.timedelta(minutes=1))
    return [public, online, draft]


def own_addresses(event):
    return [f"/events/{event.pk}/", f"/events/{event.pk}.ics"]


def test_lists_and_files_name_no_draft_and_no_online_address(visitor, events):
    public, online, _ = events
    series = EventSeries.objects.create(name="シリーズ")
    Event.objects.update(series=series)
    found = {path: visitor.get(path) for path in [*LISTS, series.get_absolute_url()]}
    found |= {path: visitor.get(path) for event in (public, online) for path in own_addresses(event)}
    for path, response in found.items():
        assert response.status_code == 200, path
        text = text_of(response)
        assert DRAFT not in text, path
        assert INVITED not in text.replace(f"「{INVITED}」", "").replace(f'value="{INVITED}"', ""), path
        assert "meet.example.com" not in text, path
        assert "secret-room" not in text, path
    for path in ("/events/", "/events/calendar.ics", "/events/feed.xml", "/events/open-data.csv"):
        assert "公開した催し" in text_of(visitor.get(path)), path


def test_an_address_of_a_draft_is_not_found(visitor, browser, officer, events):
    *_, draft = events
    for client in (visitor, browser(officer)):
        for path in own_addresses(draft):
            assert client.get(path).status_code == 404, path
    assert not EventCard.objects.filter(event=draft).exists()


def test_the_search_knows_neither(events):
    texts = "\n".join(f"{text.title}\n{text.body}" for text in IndexedText.objects.all())
    assert "公開した催し" in texts
    assert DRAFT not in texts
    assert INVITED not in texts
    assert "meet.example.com" not in texts


def test_pictures_of_a_draft_are_not_given_out(visitor, events):
    public, _, draft = events
    [shown], [hidden] = files_of(public), files_of(draft)
    for width in ("", "w320/", "w800/"):
        assert fetched(visitor, f"/files/{shown.pk}/{width}").status_code == 200
        assert visitor.get(f"/files/{hidden.pk}/{width}").status_code == 404
