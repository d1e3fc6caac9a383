"""Plain text in lines that every mail program shows whole: at most 76 columns, a wide character is two."""

import re
import unicodedata

from common.text import clean

COLUMNS = 76
LINES = 20
_PIECE = re.compile(r"[!-~]+| +|.", re.DOTALL)  # a word, an address or a figure is not broken
_NOT_FIRST = set("、。,.)」』】〉》・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ！？!?")


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def wrapped(text: str, limit: int) -> str:
    """The first `limit` characters with the writer's own lines, broken where they are too long."""
    whole = clean(text)
    cut = "\n".join(whole[:limit].split("\n")[:LINES]).rstrip()
    cut += "" if cut == whole else "…"
    room = COLUMNS - 2  # for the mark that may not begin the next line
    return "\n".join(part for line in cut.split("\n") for part in _broken(line, room))


def indented(text: str, indent: str) -> str:
    """A long line in as many as it needs, each after the first indented."""
    return f"\n{indent}".join(_broken(text, COLUMNS - len(indent) - 2))


def _broken(line: str, columns: int) -> list[str]:
    lines, room = [""], columns
    for piece in _PIECE.findall(line):
        size = width(piece)
        if size > room and lines[-1].strip() and piece[0] not in _NOT_FIRST:
            lines.append("")
            room = columns
        if not (piece.isspace() and not lines[-1] and len(lines) > 1):
            lines[-1] += piece
            room -= size
    return [each.rstrip() for each in lines]
