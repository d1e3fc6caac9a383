"""Archives requested and built in tests."""

import hashlib
import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from board.archives.actions import request_archive
from board.archives.models import Archive
from common.attachments.actions import store_upload
from common.attachments.queries import files_of
from tests.worker import make_file

URL = "/board/archive/"


def file(name, by, content="本文"):
    return store_upload(SimpleUploadedFile(name, content.encode()), by=by)


def ask(by, **chosen) -> Archive:
    return request_archive(by=by, **{"with_hidden": False, "with_talks": False, **chosen})


def built(archive: Archive) -> dict[str, str]:
    assert make_file(archive).is_ready
    (stored,) = files_of(archive)
    with stored.content.open("rb") as content:
        written = content.read()
    assert (stored.size, stored.sha256) == (len(written), hashlib.sha256(written).hexdigest())
    book = zipfile.ZipFile(io.BytesIO(written))
    assert book.testzip() is None
    assert len(book.namelist()) == len(set(book.namelist()))
    return {name: book.read(name).decode() for name in book.namelist()}


def page_of(topic, found) -> str:
    return found[f"topics/{topic.pk:05}.html"]
