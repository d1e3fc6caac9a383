"""Small copies of pictures: drawn by the worker, shown when there, gone with their picture."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from common.attachments import processing, thumbnails
from common.attachments.actions import attach_files, discard_files, replace_files, store_upload
from common.attachments.tasks import process_file
from tests import sample_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(sakai):
    def make(name="景色.jpg", content=None, **options):
        upload = SimpleUploadedFile(name, content or sample_files.picture(size=(1600, 800), **options))
        stored = store_upload(upload, by=None)
        attach_files([stored], to=sakai)
        return stored

    return make


def fetch(client, stored, width, **headers):
    response = client.get(f"/files/{stored.pk}/w{width}/", headers=headers)
    return response, response.getvalue()


def test_the_picture_itself_until_the_copy_is_drawn(visitor, keep):
    stored = keep()
    response, body = fetch(visitor, stored, 800)
    assert (response["Content-Type"], len(body)) == ("image/jpeg", stored.size)
    first = response["ETag"]
    process_file(str(stored.pk))
    for width in thumbnails.WIDTHS:
        response, body = fetch(visitor, stored, width)
        assert response["Content-Type"] == "image/webp"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert int(response["Content-Length"]) == len(body)
        assert Image.open(io.BytesIO(body)).size == (width, width // 2)
        assert response["ETag"] != first
        assert fetch(visitor, stored, width, if_none_match=response["ETag"])[0].status_code == 304


def test_drawing_again_does_nothing(keep):
    stored = keep()
    assert thumbnails.draw_thumbnails(stored) == [320, 800]
    assert thumbnails.draw_thumbnails(stored) == []
    process_file("00000000-0000-0000-0000-000000000000")  # gone meanwhile


def test_a_job_is_asked_for_once_the_file_has_an_owner(keep, sakai):
    jobs = ProcrastinateJob.objects.filter(task_name=processing.PROCESS_TASK, queue_name="pictures")
    stored = keep()
    assert jobs.count() == 1
    replace_files([stored], to=sakai)  # it stays where it is
    assert jobs.count() == 1


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("絵.png", {"form": "PNG", "mode": "P"}),
        ("絵.png", {"form": "PNG", "mode": "RGBA"}),
        ("絵.png", {"form": "PNG", "mode": "I;16"}),
        ("絵.jpg", {"mode": "L"}),
        ("絵.jpg", {"mode": "CMYK"}),
        ("絵.gif", {"form": "GIF", "mode": "P"}),
        ("絵.webp", {"form": "WEBP"}),
    ],
)
def test_every_kind_of_picture_becomes_small(keep, name, options):
    assert thumbnails.draw_thumbnails(keep(name, **options)) == [320, 800]


def test_a_small_picture_and_another_file_have_no_copies(visitor, keep):
    narrow = keep(content=sample_files.picture(size=(300, 200)))
    assert thumbnails.draw_thumbnails(narrow) == []
    document = keep("計画.xlsx", sample_files.xlsx())
    assert thumbnails.draw_thumbnails(document) == []
    response, _ = fetch(visitor, document, 320)
    assert response["Content-Disposition"].startswith("attachment")


def test_an_absurd_width_gives_the_picture(visitor, keep):
    stored = keep()
    thumbnails.draw_thumbnails(stored)
    for width in (0, 321, 10**30):
        assert fetch(visitor, stored, width)[0]["Content-Type"] == "image/jpeg"


def test_copies_go_with_their_picture(keep, django_capture_on_commit_callbacks):
    stored = keep()
    thumbnails.draw_thumbnails(stored)
    paths = [thumbnails.path_of(stored, width) for width in thumbnails.WIDTHS]
    storage = stored.content.storage
    assert all(storage.exists(path) for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        discard_files([stored])
    assert not any(storage.exists(path) for path in paths)


def test_only_narrows_what_is_kept():
    upload = SimpleUploadedFile("計画.pdf", sample_files.pdf())
    with pytest.raises(Exception, match="使えない種類"):
        store_upload(upload, by=None, only=("image/png",))
    assert store_upload(upload, by=None).kind == "application/pdf"
