"""Small copies of pictures and of the first pages of PDFs (縮小画像), drawn by the worker.

A page need not send a camera's four megabytes. A copy has no row of its own: it lies in the storage beside
its file, and goes with it. Until it is drawn, and where the picture is no wider, the picture itself is shown.
"""

import io
from typing import Any

from django.core.files.base import File
from PIL import Image

from common.attachments.models import THUMBNAIL_WIDTH, StoredFile
from common.sandbox import documents
from common.uploads import kinds

WIDTHS = (THUMBNAIL_WIDTH, 800)  # in a list; on a page
KIND = "image/webp"


def path_of(file: StoredFile, width: int) -> str:
    """Where its copy of that width lies, or would lie."""
    return f"{file.content.name}-w{width}"


def draw_thumbnails(file: StoredFile) -> list[int]:
    """Draw what is missing; returns the widths drawn. Drawing again does nothing.

    Raises DocumentUnreadable for a PDF whose first page cannot be drawn.
    """
    if file.kind == kinds.PDF and not file.width:
        return _draw_first_page(file)
    if file.kind not in kinds.PICTURES:
        return []
    return [width for width in WIDTHS if (file.width or 0) > width and _draw(file, width)]


def _draw(file: StoredFile, width: int) -> bool:
    storage, path = file.content.storage, path_of(file, width)
    if storage.exists(path):
        return False
    with file.content.open("rb") as content, Image.open(content) as picture:
        shown = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGBA")
        # three times as high as wide is enough for anything that is looked at
        shown.thumbnail((width, width * 3), Image.Resampling.LANCZOS)
        drawn = io.BytesIO()
        shown.save(drawn, "WEBP", quality=80, method=4, icc_profile=picture.info.get("icc_profile", b""))
    _put(storage, path, drawn)
    return True


def _draw_first_page(file: StoredFile) -> list[int]:
    with file.content.open("rb") as content:
        page = documents.draw_first_page(content, WIDTHS)
    for width, copy in page.copies.items():
        _put(file.content.storage, path_of(file, width), io.BytesIO(copy))
    file.width, file.height = page.width, page.height
    StoredFile.objects.filter(pk=file.pk).update(width=page.width, height=page.height)
    return list(page.copies)


def _put(storage, path: str, drawn: io.BytesIO) -> None:
    taken = storage.save(path, File(drawn))
    if taken != path:  # another worker was quicker
        storage.delete(taken)


def open_thumbnail(file: StoredFile, width: int) -> Any | None:
    """The copy of that width, open for reading; None where there is none."""
    try:
        return file.content.storage.open(path_of(file, width), "rb")
    except FileNotFoundError:
        return None
