"""The text of a page while articles are made of it: pieces in order, each with what it is to become."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from common.text import one_line
from news.paper_pages.models import Role

_ENDS = tuple("。．.！？!?」』）)】")
_BLANK_LINES = re.compile(r"\n[ \u3000\t]*(?:\n[ \u3000\t]*)+")


@dataclass
class Piece:
    role: str
    text: str
    error: str = ""
    number: int = 0  # on the page, from 1

    @property
    def kept(self) -> dict[str, str]:
        return {"role": self.role, "text": self.text}

    @property
    def is_used(self) -> bool:
        return self.role != Role.UNUSED and bool(self.text.strip())

    @property
    def paragraphs(self) -> str:
        """As in the body of an article: a blank line between, but not between the lines of a list."""
        lines = [line.rstrip() for line in self.text.strip().split("\n")]
        return re.sub(r"\n(?!・|\n)", "\n\n", re.sub(r"\n{2,}", "\n", "\n".join(lines)))

    @staticmethod
    def articles(pieces: Iterable["Piece"]) -> list[dict[str, str]]:
        """{"headline", "lead", "body"} of each; without a headline what stands before the first one."""
        found: list[dict[str, str]] = []
        for piece in pieces:
            if not piece.is_used:
                continue
            if piece.role == Role.HEADLINE:
                found.append({"headline": one_line(piece.text), "lead": "", "body": ""})
                continue
            if not found:
                found.append({"lead": "", "body": ""})
            last = found[-1]
            if piece.role == Role.LEAD:
                last["lead"] += one_line(piece.text)
            else:
                last["body"] = "\n\n".join(filter(None, [last["body"], piece.paragraphs]))
        return found


def is_broken_off(text: str) -> bool:
    """Whether it ends inside a sentence: at the end of a column."""
    return not text.rstrip().endswith(_ENDS)


def rearranged(pieces: list[Piece], command: str) -> list[Piece]:
    """After a button: up-N, down-N, join-N (with the next one), cut-N (at its blank lines), add."""
    what, _, number = command.partition("-")
    if what == "add":
        return [*pieces, Piece(Role.BODY, "")]
    at = int(number) - 1 if re.fullmatch("[0-9]{1,3}", number, re.ASCII) else -1
    if not 0 <= at < len(pieces):
        return pieces
    this, rest = pieces[at], pieces[:at] + pieces[at + 1 :]
    if what == "up":
        rest.insert(max(at - 1, 0), this)
        return rest
    if what == "down":
        rest.insert(at + 1, this)
        return rest
    if what == "join" and at + 1 < len(pieces):
        glue = "" if this.role in (Role.HEADLINE, Role.LEAD) or is_broken_off(this.text) else "\n"
        joined = Piece(this.role, this.text.rstrip() + glue + pieces[at + 1].text.lstrip())
        return [*pieces[:at], joined, *pieces[at + 2 :]]
    if what == "cut":
        parts = [part for part in _BLANK_LINES.split(this.text.strip()) if part.strip()]
        if len(parts) > 1:
            roles = [this.role, *[Role.BODY if this.role == Role.HEADLINE else this.role] * (len(parts) - 1)]
            return [*pieces[:at], *map(Piece, roles, parts), *pieces[at + 1 :]]
    return pieces
