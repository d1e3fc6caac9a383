"""Texts in parts: each found word can say where it stands (本文, 返信3, 添付ファイル「…」).

The parts stand one behind the other in `body`; `places` remembers where each begins and what it is called.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common import text

BETWEEN = "\n|\n"  # no word is found across it
TITLE = "件名"


@dataclass(frozen=True)
class TextPart:
    """A part of a text with the Japanese name of its place."""

    place: str
    text: str


Places = list[tuple[int, str]]  # (where the part begins in the body, its name)


def join_parts(parts: Iterable[TextPart], files: Sequence[TextPart], room: int) -> tuple[str, Places]:
    """One body of at most `room` characters. Files get what the parts leave, shared so that each has some."""
    said = _cleaned(parts)
    left = room - sum(len(part.text) + len(BETWEEN) for part in said)
    body, places = "", []
    for part in [*said, *_shared(_cleaned(files), left)]:
        start = len(body) + len(BETWEEN) if body else 0
        if start >= room:
            break
        places.append((start, part.place))
        body = f"{body}{BETWEEN}{part.text}" if body else part.text
    return body[:room], places


def _cleaned(parts: Iterable[TextPart]) -> list[TextPart]:
    cleaned = (TextPart(part.place, text.clean(part.text)) for part in parts)
    return [part for part in cleaned if part.text]


def _shared(files: list[TextPart], room: int) -> list[TextPart]:
    """Short texts whole, long ones cut to the same length."""
    room -= len(BETWEEN) * len(files)
    granted: dict[int, int] = {}
    for done, number in enumerate(sorted(range(len(files)), key=lambda at: len(files[at].text))):
        granted[number] = min(len(files[number].text), max(0, room) // (len(files) - done))
        room -= granted[number]
    cut = [TextPart(part.place, part.text[: granted[number]]) for number, part in enumerate(files)]
    return [part for part in cut if part.text]


def part_at(places: Sequence[Sequence], at: int, end: int) -> tuple[str, int, int]:
    """(name, begin, end) of the part of a body in which the place `at` lies; the whole body without parts."""
    found = ("", 0, end)
    for number, (start, name) in enumerate(places):
        if start > at:
            break
        following = places[number + 1][0] - len(BETWEEN) if number + 1 < len(places) else end
        found = (name, start, following)
    return found
