"""What differs between two versions, item by item, side by side; texts by line with the changed words marked.

Time is bounded: where two stretches are too unlike and too long to be matched, they are shown beside each
other as a whole.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from board.replies.models import Reply
from board.topics.audience import Audience
from board.topics.models import Topic
from board.versions import queries
from common import japanese_calendar
from members.organizations.profile import Theme

MAX_PAIRS = 250_000  # of lines or words that are compared with each other
CONTEXT = 1  # unchanged lines shown around a change
TEXTS = {"body", "offer", "seek"}
OTHER_LABELS = {"files": "添付ファイル", "unparsed": "読み取れなかった入力"}
CHOICES = {"kind": Topic.Kind, "audience": Audience, "capacity": Reply.Capacity}
DATES = {"starts_on", "ends_on", "deadline"}
# a kanji word, a kana run, a word of letters or digits, or one other character
_WORD = re.compile(r"[一-鿿々〆]+|[ぁ-ゖー]+|[ァ-ヺー]+|[A-Za-z0-9０-９]+|.", re.DOTALL)
WORDS = {"added": "追加", "removed": "削除", "changed": "変更"}


@dataclass(frozen=True)
class Line:
    """One row of two columns; `kind` is same, added, removed, changed or skipped (`count` lines)."""

    kind: str
    before: SafeString | str = ""
    after: SafeString | str = ""
    count: int = 0

    @property
    def word(self) -> str:
        return WORDS.get(self.kind, "")


@dataclass(frozen=True)
class Change:
    """One item that differs."""

    label: str
    lines: list[Line] = field(default_factory=list)
    is_text: bool = False


@dataclass(frozen=True)
class Differences:
    """Texts first, each with its lines; then the short items, each with one line."""

    texts: list[Change]
    items: list[Change]

    @property
    def labels(self) -> str:
        return "、".join(change.label for change in [*self.items, *self.texts])


def differences_between(before: Mapping, after: Mapping, model=Topic) -> Differences:
    """The items that differ between the snapshots of two versions, in the order of the form."""
    changed = queries.changed_fields(before, after)
    found = [_change(name, *both, model) for name, both in changed.items()]
    return Differences([one for one in found if one.is_text], [one for one in found if not one.is_text])


def label_of(name: str, model=Topic) -> str:
    return OTHER_LABELS.get(name) or str(model._meta.get_field(name).verbose_name)


def _change(name: str, before, after, model) -> Change:
    if name in TEXTS:
        return Change(label_of(name, model), compared_lines(before or "", after or ""), is_text=True)
    old, new = shown_value(name, before), shown_value(name, after)
    return Change(label_of(name, model), [Line("changed", *_marked_words(old, new))])


def shown_value(name: str, value) -> str:
    """The value of an item as people read it."""
    if name == "unparsed":
        return "、".join(f"{label_of(key, Topic)}「{raw}」" for key, raw in (value or {}).items())
    if name in DATES:
        return japanese_calendar.wareki(japanese_calendar.parse_date(value)) if value else ""
    if name == "themes":
        return "、".join(Theme(theme).label for theme in value or [] if theme in Theme.values)
    if name in CHOICES:
        return CHOICES[name](value).label if value in CHOICES[name].values else ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else str(value)


def compared_lines(before: str, after: str) -> list[Line]:
    """Two texts line by line; stretches without a change are left out."""
    old, new = before.split("\n"), after.split("\n")
    return list(_shortened(list(_rows(old, new))))


def _rows(old: list[str], new: list[str]) -> Iterator[Line]:
    for tag, i1, i2, j1, j2 in _steps(old, new):
        if tag == "equal":
            yield from (Line("same", line, line) for line in old[i1:i2])
            continue
        for n in range(max(i2 - i1, j2 - j1)):
            has_old, has_new = i1 + n < i2, j1 + n < j2
            if has_old and has_new:
                yield Line("changed", *_marked_words(old[i1 + n], new[j1 + n]))
            elif has_old:
                yield Line("removed", _mark("del", old[i1 + n]), "")
            else:
                yield Line("added", "", _mark("ins", new[j1 + n]))


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """How the old becomes the new; what both begin and end with is left out first."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    i, j = len(old) - tail, len(new) - tail
    steps = [("equal", 0, head, 0, head)] if head else []
    if (i - head) * (j - head) > MAX_PAIRS:
        steps.append(("replace", head, i, head, j))
    elif i > head or j > head:
        matcher = difflib.SequenceMatcher(None, old[head:i], new[head:j])
        steps += [(tag, *(at + head for at in ats)) for tag, *ats in matcher.get_opcodes()]
    return [*steps, ("equal", i, len(old), j, len(new))] if tail else steps


def _shortened(rows: list[Line]) -> Iterator[Line]:
    """Unchanged lines far from any change become one row that says how many they are."""
    changed = [at for at, row in enumerate(rows) if row.kind != "same"]
    near = {at + step for at in changed for step in range(-CONTEXT, CONTEXT + 1)}
    for is_near, stretch in groupby(range(len(rows)), key=near.__contains__):
        places = list(stretch)
        if is_near or len(places) < 2:
            yield from (rows[at] for at in places)
        else:
            yield Line("skipped", count=len(places))


def _marked_words(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Two lines with the removed and the added words marked."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    before, after = [], []
    for tag, i1, i2, j1, j2 in _steps(a, b):
        gone, come = "".join(a[i1:i2]), "".join(b[j1:j2])
        before.append(escape(gone) if tag == "equal" else _mark("del", gone))
        after.append(escape(come) if tag == "equal" else _mark("ins", come))
    return mark_safe("".join(before)), mark_safe("".join(after))


def _mark(tag: str, text: str) -> SafeString:
    if not text:
        return mark_safe("")
    word = "削除" if tag == "del" else "追加"
    return format_html(
        f'<{tag}><span class="visually-hidden">[{word}]</span>{{}}'
        f'<span class="visually-hidden">[{word}終わり]</span></{tag}>',
        text,
    )
