"""Where a text matched: an excerpt around the place, escaped, with <mark>.

Terms are compared in normal form but shown as written, so a term becomes a pattern of everything
that normalises to it: マルシェ also marks まるしぇ and ﾏﾙｼｪ.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from common.search.normalisation import VARIANTS, VARIATION_SELECTORS, jnorm
from common.search.parts import TITLE, part_at

LENGTH = 120
_BEFORE = 30
_VOICED = "\u3099\u309a\uff9e\uff9f"


def _written_forms() -> dict[str, list[str]]:
    """normal character -> the ways to write it, longest first."""
    forms: dict[str, list[str]] = {}
    codes = [*range(0x21, 0x7F), *range(0xC0, 0x180), *range(0x391, 0x3CA), *range(0x400, 0x450)]
    codes += [*range(0x2010, 0x2016), 0x2212, *range(0x3041, 0x30FF), *range(0xFF01, 0xFFE0)]
    codes += map(ord, VARIANTS)
    for code in codes:
        for written in (chr(code), *(chr(code) + mark for mark in _VOICED if code >= 0x3041)):
            normal = jnorm(written)
            if len(normal) == 1 and normal != written:
                forms.setdefault(normal, []).append(written)
    return {normal: sorted(found, key=len, reverse=True) for normal, found in forms.items()}


_FORMS = _written_forms()


@lru_cache(maxsize=1024)
def highlight_pattern(norms: tuple[str, ...]) -> re.Pattern:
    """A pattern that finds any of the normalised terms in text as written."""
    longest_first = sorted(set(norms), key=len, reverse=True)
    return re.compile("|".join(_pattern(norm) for norm in longest_first))


def _pattern(norm: str) -> str:
    blank = "" if norm.isascii() else r"[\s\u3000]{0,3}"  # blanks beside Japanese do not count
    return blank.join(_character(c) for c in norm)


def _character(c: str) -> str:
    if c == " ":
        return r"\s+"
    forms = [*_FORMS.get(c, ()), c]
    written = re.escape(c) if len(forms) == 1 else "(?:" + "|".join(map(re.escape, forms)) + ")"
    return written if c.isascii() else f"{written}[{VARIATION_SELECTORS}]?"


def highlighted(line: str, marks: re.Pattern) -> SafeString:
    """`line` escaped, each match inside <mark>."""
    parts, at = [], 0
    for found in marks.finditer(line):
        parts += [escape(line[at : found.start()]), "<mark>", escape(found[0]), "</mark>"]
        at = found.end()
    parts.append(escape(line[at:]))
    return mark_safe("".join(parts))


def matching_part(title: str, body: str, places: Sequence, terms: Sequence[re.Pattern]) -> tuple[str, str]:
    """(the part of the body to show, where the terms stand); the whole body and "" where it has no parts.

    Shown is what the title does not say already: the part of the first term that is not found there.
    """
    if not places:
        return body, ""
    names, shown = [], None
    for term in terms:
        if term.search(title):
            names.append(TITLE)
        elif found := term.search(body):
            name, start, end = part_at(places, found.start(), len(body))
            names.append(name)
            shown = shown or body[start:end]
    if shown is None:
        found = terms[0].search(body)
        _, start, end = part_at(places, found.start() if found else 0, len(body))
        shown = body[start:end]
    return shown, "、".join(name for name in dict.fromkeys(names) if name)


def excerpt_around(body: str, marks: re.Pattern) -> SafeString:
    """About LENGTH characters of `body` around the first match, on one line."""
    found = marks.search(body)
    start = max(0, found.start() - _BEFORE) if found else 0
    line = " ".join(body[start : start + LENGTH].split())
    before = "…" if start else ""
    after = "…" if start + LENGTH < len(body) else ""
    return mark_safe(f"{before}{highlighted(line, marks)}{after}")
