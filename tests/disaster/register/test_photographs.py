"""Photographs of a disaster: described before the public sees them, at most twelve."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.actions import attach_files, store_upload
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from disaster.disasters.models import Disaster
from disaster.register.models import EarlierWords
from tests import sample_files
from tests.disaster.register.test_views import NEW, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


def picture(name="給水.jpg"):
    return SimpleUploadedFile(name, sample_files.picture())


def described(file, **words) -> dict:
    return {f"{name}_{file.pk.hex}": value for name, value in words.items()}


WORDS = {
    "alt": "給水車に並ぶ人たち",
    "caption": "輪島市の給水",
    "rights": "提供 江東区",
    "taken_on": "令和6年2月20日",
}


def test_a_photograph_is_described_next_and_shown_with_its_words(office, client):
    answer = office.post("/disaster/new/", NEW | {"files": picture()})
    disaster = Disaster.objects.get()
    assert answer.url == f"/disaster/{disaster.pk}/files/"
    (file,) = files_of(disaster)
    refused = office.post(f"/disaster/{disaster.pk}/publish/", follow=True)
    assert "説明か権利の表示のない写真があります" in refused.text
    assert client.get(disaster.get_absolute_url()).status_code == 404
    only_words = described(file, alt="給水車", rights="")
    assert office.post(answer.url, only_words).url == f"/disaster/{disaster.pk}/records/"
    assert "権利の表示" in office.post(f"/disaster/{disaster.pk}/publish/", follow=True).text
    office.post(answer.url, described(file, **WORDS))
    office.post(f"/disaster/{disaster.pk}/publish/")
    page = client.get(disaster.get_absolute_url()).text
    for said in ("給水車に並ぶ人たち", "輪島市の給水", "提供 江東区", "令和6年2月20日", "撮影"):
        assert said in page
    assert AuditEntry.objects.filter(verb="common.files_described").count() == 2


def test_the_day_of_a_photograph_is_no_day_to_come(office, make_disaster, secretariat):
    disaster = make_disaster()
    file = store_upload(picture(), by=secretariat)
    attach_files([file], to=disaster)
    address = f"/disaster/{disaster.pk}/files/"
    answer = office.post(address, described(file, **WORDS | {"taken_on": "2050-01-01"}))
    assert (answer.status_code, "今日までの日" in answer.text) == (400, True)
    office.post(address, described(file, **WORDS))
    file.refresh_from_db()
    assert file.taken_on == datetime.date(2024, 2, 20)
    office.post(address, described(file, **WORDS | {"taken_on": ""}))
    file.refresh_from_db()
    assert file.taken_on is None


def test_what_is_added_to_a_public_disaster_waits_for_its_words(office, client, make_disaster):
    disaster = make_disaster()
    path = f"/disaster/{disaster.pk}/edit/"
    answer = office.post(path, opened(office, path) | {"files": picture()})
    assert answer.url == f"/disaster/{disaster.pk}/files/"
    (file,) = files_of(disaster)
    assert str(file.pk) not in client.get(disaster.get_absolute_url()).text
    office.post(answer.url, described(file, **WORDS))
    assert str(file.pk) in client.get(disaster.get_absolute_url()).text


def test_at_most_twelve(office):
    thirteen = [picture(f"写真{number}.jpg") for number in range(13)]
    answer = office.post("/disaster/new/", NEW | {"files": thirteen})
    assert (answer.status_code, "写真は12枚まで" in answer.text) == (400, True)
    assert not Disaster.objects.exists()


def test_earlier_words_of_a_public_picture_stay_readable(office, visitor, make_disaster, secretariat):
    with time_machine.travel("2026-03-01 10:00+09:00", tick=False):
        disaster = make_disaster()
        file = store_upload(picture(), by=secretariat)
        attach_files([file], to=disaster)
        office.post(f"/disaster/{disaster.pk}/files/", described(file, **WORDS))
    assert not EarlierWords.objects.exists()  # nobody had read any
    anew = WORDS | {"caption": "珠洲市の給水", "rights": "提供 北区"}
    for day in (3, 4):  # the second time nothing changes
        with time_machine.travel(f"2026-03-0{day} 10:00+09:00", tick=False):
            office.post(f"/disaster/{disaster.pk}/files/", described(file, **anew))
    with time_machine.travel("2026-03-05 10:00+09:00", tick=False):
        page, then = (
            visitor.get(disaster.get_absolute_url() + query).text for query in ("", "?recorded=2026-03-02")
        )
        assert "珠洲市の給水" in page
        assert "輪島市の給水" not in page
        assert "輪島市の給水" in then
        assert "提供 江東区" in then
        assert "珠洲市の給水" not in then
        record = office.get(f"/disaster/{disaster.pk}/records/").text
    for said in ("輪島市の給水", "権利の表示「提供 江東区」", "令和8年3月3日", secretariat.name):
        assert said in record
    assert EarlierWords.objects.get().superseded_by == secretariat


def test_words_of_a_draft_are_written_over(office, make_disaster, secretariat):
    disaster = make_disaster(draft=True)
    file = store_upload(picture(), by=secretariat)
    attach_files([file], to=disaster)
    for caption in ("輪島市の給水", "珠洲市の給水"):
        office.post(f"/disaster/{disaster.pk}/files/", described(file, **WORDS | {"caption": caption}))
    assert not EarlierWords.objects.exists()
