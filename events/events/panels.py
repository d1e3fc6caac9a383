"""What a subject says on the page of those who run an event (イベントの管理)."""

from typing import NamedTuple


class DeskPanel(NamedTuple):
    """How it stands, in short lines, and where to go on from there: (label, address)."""

    key: str
    title: str
    lines: list[str]
    links: list[tuple[str, str]]
