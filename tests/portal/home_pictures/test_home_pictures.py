"""The photograph on the home page: chosen with its words and rights, exchanged, taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from common.attachments.actions import store_upload
from common.attachments.models import StoredFile
from common.audit_log.models import AuditEntry
from portal.home_pictures.models import HomePicture
from tests import sample_files

pytestmark = pytest.mark.django_db
WORDS = {"picture_alt": "橋の上の人の列", "picture_caption": "見本の催し", "picture_credit": "提供 見本市"}
PERMITTED = {"picture_permitted": "on"}


def photograph(name="橋.jpg", size=(1200, 700)):
    return sample_files.upload(name, sample_files.picture(size=size))


def choose(client, **typed):
    return client.post("/home-picture/", WORDS | PERMITTED | {"picture": photograph()} | typed)


def test_a_photograph_takes_the_place_of_the_map(browser, visitor, secretariat):
    assert "tile-map" in visitor.get("/").text
    assert choose(browser(secretariat)).status_code == 302
    page = visitor.get("/").text
    assert f'alt="{WORDS["picture_alt"]}"' in page
    assert WORDS["picture_credit"] in page
    assert "tile-map__tiles" not in page
    row = HomePicture.objects.get()
    file = visitor.get(f"/files/{row.picture_id}/w800/")
    assert file.status_code == 200
    assert b"".join(file.streaming_content)
    assert AuditEntry.objects.filter(verb="portal.home_picture_chosen").count() == 1


@pytest.mark.parametrize(
    "missing",
    [{"picture_alt": ""}, {"picture_credit": ""}, {"picture_permitted": ""}, {"picture_alt": "あ" * 121}],
)
def test_without_words_rights_or_permission_nothing_is_shown(browser, visitor, secretariat, missing):
    answer = choose(browser(secretariat), **missing)
    assert answer.status_code == 400
    assert "選んでいます（まだ保存されていません）" in answer.text
    assert not HomePicture.objects.exists()
    assert "tile-map__tiles" in visitor.get("/").text


def test_what_is_no_picture_is_refused(browser, secretariat):
    answer = choose(browser(secretariat), picture=SimpleUploadedFile("a.png", b"%PDF-1.4 x"))
    assert answer.status_code == 400
    assert not HomePicture.objects.exists()


def test_another_one_takes_its_place_and_the_first_is_gone(browser, secretariat):
    client = browser(secretariat)
    choose(client)
    first = HomePicture.objects.get().picture_id
    choose(client, picture=photograph("海.jpg", size=(900, 500)), picture_alt="海")
    assert HomePicture.objects.get().picture_alt == "海"
    assert not StoredFile.objects.filter(pk=first).exists()


def test_only_its_words_are_changed(browser, secretariat):
    client = browser(secretariat)
    choose(client)
    first = HomePicture.objects.get().picture_id
    assert client.post("/home-picture/", WORDS | {"picture_caption": "ほかの見出し"}).status_code == 302
    row = HomePicture.objects.get()
    assert (row.picture_id, row.picture_caption) == (first, "ほかの見出し")


def test_taken_away_the_map_is_there_again(browser, visitor, secretariat):
    client = browser(secretariat)
    choose(client)
    assert client.post("/home-picture/", WORDS | {"remove_picture": "on"}).status_code == 302
    assert not HomePicture.objects.exists()
    assert not StoredFile.objects.exists()
    assert "tile-map__tiles" in visitor.get("/").text
    assert AuditEntry.objects.filter(verb="portal.home_picture_removed").count() == 1


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"pk": 2, "picture_alt": "a", "picture_credit": "b"}, "homepicture_only_one"),
        ({"pk": 1, "picture_alt": "a", "picture_credit": ""}, "homepicture_described"),
    ],
)
def test_the_table_takes_one_described_picture(secretariat, values, constraint):
    file = store_upload(photograph(), by=secretariat)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        HomePicture.objects.create(picture=file, **values)
