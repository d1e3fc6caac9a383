import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.clock_runs.actions import run_clock_job
from events.cards import drawing
from events.cards.models import EventCard
from events.cards.queries import events_due
from events.events.models import Event

SITE_CARD = 'property="og:image" content="http://127.0.0.1:8000/static/img/card.jpg"'
JOB = "events.make_due_card"


@pytest.fixture
def japanese_font():
    assert drawing.japanese_font(), "no Japanese font: apt-get install fontconfig fonts-noto-cjk"


def later(minutes=1):
    return timezone.now() + datetime.timedelta(minutes=minutes)


def picture(colour="red", size=(1600, 1200)):
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, "JPEG")
    return SimpleUploadedFile("写真.jpg", drawn.getvalue())


def card_of(event):
    return EventCard.objects.get(event=event)


def shown(card):
    with card.file.content.open("rb") as content, Image.open(content) as drawn:
        return drawn.convert("RGB")


def fetched(visitor, address):
    response = visitor.get(address)
    b"".join(response.streaming_content)  # to its end, where the file is closed
    return response


@pytest.mark.usefixtures("japanese_font")
def test_a_published_event_gets_a_card_of_words_once(visitor, make_event):
    event = make_event("令和7年度魅力発信イベント " * 9, venue="がすてなーに ガスの科学館")
    make_event("下書き", draft=True)
    assert SITE_CARD in visitor.get(f"/events/{event.pk}/").content.decode()
    assert run_clock_job(JOB, later()) == 1
    card = card_of(event)
    assert shown(card).size == (1200, 630)
    assert EventCard.objects.count() == 1
    page = visitor.get(f"/events/{event.pk}/").content.decode()
    assert f'property="og:image" content="http://127.0.0.1:8000/files/{card.file_id}/"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    assert fetched(visitor, f"/files/{card.file_id}/")["Content-Type"] == "image/jpeg"
    assert run_clock_job(JOB, later(2)) == 0


@pytest.mark.usefixtures("japanese_font")
@pytest.mark.parametrize("change", [{"title": "別の題"}, {"starts_on": datetime.date(2025, 11, 9)}])
def test_what_it_shows_changes_it_and_nothing_else(make_event, change):
    event = make_event(venue="会場")
    run_clock_job(JOB, later())
    first = card_of(event).file_id
    Event.objects.update(note="備考", changed_at=later(2))
    assert run_clock_job(JOB, later(3)) == 0
    assert card_of(event).file_id == first
    Event.objects.update(**change, changed_at=later(4))
    assert run_clock_job(JOB, later(5)) == 1
    assert card_of(event).file_id != first
    assert not StoredFile.objects.filter(pk=first).exists()


@pytest.mark.usefixtures("japanese_font")
def test_another_name_of_the_place_changes_it(make_event):
    event = make_event(venue="会場")
    run_clock_job(JOB, later())
    type(event.venue).objects.update(name="別の会場", changed_at=later(2))
    assert run_clock_job(JOB, later(3)) == 1


def test_its_own_picture_comes_first(make_event):
    event = make_event()
    attach_files([store_upload(picture("red", (300, 200)), by=None)], to=event)
    attach_files([store_upload(picture("green"), by=None)], to=event)
    attach_files([store_upload(picture("blue"), by=None)], to=event)
    small, _, blue = files_of(event)  # the green one has neither words nor rights
    StoredFile.objects.filter(pk__in=[small.pk, blue.pk]).update(alt="会場", rights="堺市")
    run_clock_job(JOB, later())
    red, green, blue = shown(card_of(event)).getpixel((600, 315))
    assert blue > 200 > 60 > max(red, green)
    assert shown(card_of(event)).size == (1200, 630)


@pytest.mark.usefixtures("japanese_font")
def test_a_card_goes_with_the_publication(visitor, make_event):
    event = make_event()
    run_clock_job(JOB, later())
    address = f"/files/{card_of(event).file_id}/"
    assert fetched(visitor, address).status_code == 200
    Event.objects.update(state="draft", published_at=None)
    assert visitor.get(address).status_code == 404


def test_without_a_font_there_is_no_card_and_no_error(visitor, make_event, monkeypatch):
    event = make_event()
    monkeypatch.setattr(drawing, "japanese_font", lambda: None)
    assert run_clock_job(JOB, later()) == 0
    assert card_of(event).file is None
    assert not events_due(later(2)).exists()
    assert events_due(later(60 * 25)).exists()
    page = visitor.get(f"/events/{event.pk}/").content.decode()
    assert SITE_CARD in page
    assert 'name="twitter:card" content="summary_large_image"' in page
