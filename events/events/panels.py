"""What a subject says on the page of those who run an event (イベントの管理); files as a page shows them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from common.attachments.models import StoredFile


class DeskPanel(NamedTuple):
    """How it stands, in short lines, and where to go on from there: (label, address).

    `waiting` stands on top of the page: (sentence, address) of what somebody has to do.
    """

    key: str
    title: str
    lines: list[str]
    links: list[tuple[str, str]]
    waiting: Sequence[tuple[str, str]] = ()


def files_by_kind(files: Iterable[StoredFile], *, drafted: bool = False) -> dict[str, list[StoredFile]]:
    """Pictures are shown, to the public once their words and rights are there; documents offered."""
    return {
        "pictures": [file for file in files if file.is_picture and (drafted or file.is_described)],
        "documents": [file for file in files if not file.is_picture],
    }
