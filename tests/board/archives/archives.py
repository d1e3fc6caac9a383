"""Archives asked for and built in tests."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from board import actions
from board.models import Archive
from office import cabinet

URL = "/board/archive/"


def file(name, by, content="本文"):
    return cabinet.keep(SimpleUploadedFile(name, content.encode()), by=by)


def ask(by, **chosen) -> Archive:
    return actions.ask_archive(by=by, **{"with_hidden": False, "with_talks": False, **chosen})


def built(archive: Archive, pieces: int = 1) -> dict[str, str]:
    for _ in range(pieces):
        actions.build_piece(archive.pk)
    archive.refresh_from_db()
    assert archive.is_ready
    (stored,) = cabinet.files_of(archive)
    with stored.content.open("rb") as content:
        book = zipfile.ZipFile(io.BytesIO(content.read()))
    assert book.testzip() is None
    assert len(book.namelist()) == len(set(book.namelist()))
    return {name: book.read(name).decode() for name in book.namelist()}


def page_of(topic, found) -> str:
    return found[f"topics/{topic.pk:05}.html"]
