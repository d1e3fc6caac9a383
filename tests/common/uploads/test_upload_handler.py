"""Uploads on their way in: bounded on disk before anybody looks at them."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from common.attachments.actions import _store_upload
from common.uploads import limits
from common.uploads.errors import UploadRefused
from tests import sample_files


def received(*files):
    request = RequestFactory().post("/", {"files": list(files)})
    return request.FILES.getlist("files")


def sized(name, size):
    return SimpleUploadedFile(name, b"%PDF" + b"x" * (size - 4))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SIZE", 100_000)
    monkeypatch.setattr(limits, "MAX_TOTAL", 250_000)


def test_an_ordinary_file_arrives_whole():
    content = sample_files.pdf()
    (upload,) = received(SimpleUploadedFile("計画.pdf", content))
    assert upload.read() == content
    assert not upload.is_cut
    upload.close()


def test_a_file_that_is_too_large_takes_no_disk_but_tells_its_size(small):
    large, good = received(sized("大.pdf", 180_000), sized("小.pdf", 90_000))
    assert (large.size, large.is_cut, len(large.read())) == (180_000, True, 0)
    assert (good.size, good.is_cut, len(good.read())) == (90_000, False, 90_000)
    for upload in (large, good):
        upload.close()


def test_files_that_are_too_large_together_are_cut(small):
    files = received(*(sized(f"{i}.pdf", 90_000) for i in range(3)))
    assert [upload.is_cut for upload in files] == [False, False, True]
    for upload in files:
        upload.close()


@pytest.mark.django_db
def test_a_cut_file_is_never_kept(small):
    files = received(*(sized(f"{i}.pdf", 90_000) for i in range(3)))
    with pytest.raises(UploadRefused, match="受け取れませんでした"):
        _store_upload(files[2], None)
    for upload in files:
        upload.close()


def test_a_request_beyond_all_measure_is_refused_unread(monkeypatch):
    monkeypatch.setattr(limits, "MAX_REQUEST", 100)
    with pytest.raises(RequestDataTooBig):
        received(sized("大.pdf", 200))


def test_the_site_uses_this_handler(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["common.uploads.upload_handler.BoundedUploadHandler"]
