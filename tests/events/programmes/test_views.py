import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.refusals import ActionRefused
from events.programmes.models import ProgrammePart
from events.publication.actions import publish_event
from tests.sample_files import picture, upload


@pytest.fixture
def event(make_event):
    days = {"starts_on": datetime.date(2026, 3, 12), "ends_on": datetime.date(2026, 3, 13)}
    return make_event("交流イベント", kind="exchange", **days)


def typed(**fields):
    token = "00000000-0000-4000-8000-000000000001"
    return {"title": "港区の取組", "day": "令和8年3月12日", "idempotency_key": token, **fields}


def test_a_part_with_speakers_and_documents_is_public_with_the_event(browser, secretariat, event, visitor):
    client, path = browser(secretariat), f"/events/{event.pk}/programme/new/"
    file = SimpleUploadedFile("写真.png", picture("PNG"), content_type="image/png")
    data = typed(opens="午後2時", closes="15時30分", speakers="見本 太郎／港区の係長\n見本 花子", files=file)
    assert client.post(path, data).status_code == 302
    part = ProgrammePart.objects.get()
    assert (part.opens, part.closes) == (datetime.time(14), datetime.time(15, 30))
    assert [(one.name, one.title) for one in part.speakers.all()] == [
        ("見本 太郎", "港区の係長"),
        ("見本 花子", ""),
    ]
    assert len(files_of(part)) == 1
    page = visitor.get(event.get_absolute_url()).content.decode()
    assert "港区の取組" in page
    assert "見本 太郎" in page
    event.refresh_from_db()
    assert event.sequence == 1


def test_a_picture_of_a_part_is_public_with_words_and_rights(browser, secretariat, event, visitor):
    client, path = browser(secretariat), f"/events/{event.pk}/programme/new/"
    file = SimpleUploadedFile("写真.png", picture("PNG"), content_type="image/png")
    answer = client.post(path, typed(files=file))
    part = ProgrammePart.objects.get()
    assert answer.url == f"/events/{event.pk}/programme/{part.pk}/files/"
    page, key = client.get(answer.url).content.decode(), files_of(part)[0].pk.hex
    for column in ("alt", "caption", "rights"):
        assert f'name="{column}_{key}"' in page
    assert "gallery__picture" not in visitor.get(event.get_absolute_url()).content.decode()
    assert answer.url in client.get(f"/events/{event.pk}/programme/").content.decode()
    said = {f"alt_{key}": "講演の様子", f"caption_{key}": "港区の講演", f"rights_{key}": "撮影 港区"}
    version = client.get(answer.url).context["form"]["version"].value()
    assert client.post(answer.url, {**said, "version": version}).url == f"/events/{event.pk}/programme/"
    shown = visitor.get(event.get_absolute_url()).content.decode()
    for words in ('alt="講演の様子"', "港区の講演", "撮影 港区"):
        assert words in shown


def test_a_part_with_documents_alone_asks_for_no_descriptions(browser, secretariat, event):
    client, path = browser(secretariat), f"/events/{event.pk}/programme/"
    file = SimpleUploadedFile("進行表.txt", "開会".encode(), content_type="text/plain")
    assert client.post(f"{path}new/", typed(files=file)).url == path
    assert len(files_of(ProgrammePart.objects.get())) == 1
    assert "/files/" not in client.get(path).content.decode()


def test_a_picture_of_a_part_without_words_or_rights_keeps_the_event_from_the_public(
    browser, secretariat, make_event
):
    event = make_event("交流イベント", draft=True)
    part = event.programme_parts.create(title="講演")
    file = store_upload(upload("講演.png", picture("PNG")), by=secretariat)
    attach_files([file], to=part)
    for known in ({}, {"alt": "講演の様子"}, {"alt": "", "rights": "港区"}):
        StoredFile.objects.filter(pk=file.pk).update(**known)
        with pytest.raises(ActionRefused, match="プログラムの画像の"):
            publish_event(event=event, by=secretariat)
    desk = browser(secretariat).get(f"/events/{event.pk}/desk/").content.decode()
    assert "プログラムの画像の代替テキスト" in desk
    assert f'href="/events/{event.pk}/programme/"' in desk
    StoredFile.objects.filter(pk=file.pk).update(alt="講演の様子", rights="港区")
    assert publish_event(event=event, by=secretariat).is_published


def test_a_second_click_adds_one(browser, secretariat, event):
    client, path = browser(secretariat), f"/events/{event.pk}/programme/new/"
    for _ in range(2):
        assert client.post(path, typed()).status_code == 302
    assert ProgrammePart.objects.count() == 1


def test_it_is_changed_and_deleted(browser, secretariat, event):
    client = browser(secretariat)
    client.post(f"/events/{event.pk}/programme/new/", typed(speakers="見本 太郎"))
    part = ProgrammePart.objects.get()
    path = f"/events/{event.pk}/programme/{part.pk}/"
    shown = client.get(path).context["form"]
    assert shown["speakers"].value() == "見本 太郎"
    client.post(path, typed(title="新しい題名"))
    part.refresh_from_db()
    assert (part.title, part.speakers.count()) == ("新しい題名", 0)
    for _ in range(2):
        assert client.post(f"{path}delete/").status_code == 302
    assert not ProgrammePart.objects.exists()


def test_two_who_edit_a_part_at_once(browser, secretariat, event):
    client = browser(secretariat)
    part = event.programme_parts.create(title="元の題名", day=datetime.date(2026, 3, 12))
    path = f"/events/{event.pk}/programme/{part.pk}/"
    version = client.get(path).context["form"]["version"].value()
    client.post(path, typed(title="一人目", version=version))
    second = client.post(path, typed(title="二人目", version=version))
    assert second.status_code == 409
    assert "件名「一人目」" in second.content.decode()
    part.refresh_from_db()
    assert part.title == "一人目"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "件名"),
        ({"title": "あ\u0000"}, "使えない文字"),
        ({"body": "あ" * 1_000_000}, "文字まで"),
        ({"day": "2026-03-14"}, "開催期間の中"),
        ({"day": "", "opens": "10:00"}, "日付も入力"),
        ({"opens": "11:00", "closes": "10:00"}, "開始時刻より後"),
        ({"closes": "10:00"}, "開始時刻を入力"),
        ({"speakers": "／肩書だけ"}, "氏名は60文字"),
    ],
)
def test_what_cannot_be_is_said(browser, secretariat, event, fields, words):
    response = browser(secretariat).post(f"/events/{event.pk}/programme/new/", typed() | fields)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not ProgrammePart.objects.exists()


def test_a_part_of_another_event_is_not_found(browser, secretariat, event, make_event):
    part = make_event("別の催し").programme_parts.create(title="別の題名")
    client = browser(secretariat)
    assert client.get(f"/events/{event.pk}/programme/{part.pk}/").status_code == 404
    client.post(f"/events/{event.pk}/programme/{part.pk}/delete/")
    assert ProgrammePart.objects.filter(pk=part.pk).exists()
