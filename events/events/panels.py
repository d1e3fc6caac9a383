"""What a subject says on the page of those who run an event (イベントの管理)."""

from collections.abc import Sequence
from typing import NamedTuple

from common.work_items import Standing


class DeskPanel(NamedTuple):
    """How it stands, in short lines, and where to go on from there: (label, address).

    `waiting` stands on top of the page: (sentence, address) of what somebody has to do; `share` beside it:
    how far something is that all bodies do.
    """

    key: str
    title: str
    lines: list[str]
    links: list[tuple[str, str]]
    waiting: Sequence[tuple[str, str]] = ()
    share: Standing | None = None
