"""Questions pasted as text, one a line, as the editor shows them: read, never saved by themselves.

来年度の予定 単数選択: 続ける / やめる, 参加した人数(人), 3. 経費 金額 任意, or the cells of a table from
Excel. Lines that begin with a mark (・続ける) are the options of the question above them.
"""

import re

from common.text import COUNTERS
from correspondence.questions.forms import NEW_ROW
from correspondence.questions.kinds import Kind
from correspondence.questions.models import MOST_QUESTIONS, BaseQuestion

WORDS = {
    Kind.CHOICE: "単数選択|単一選択|択一|一つ選ぶ|[1１]つ選ぶ|ひとつ選ぶ",
    Kind.MULTIPLE: "複数選択|複数回答|いくつでも選ぶ|いくつでも",
    Kind.YES_NO: "はい[・/／]いいえ|有無",
    Kind.NUMBER: "数値|数量|数字|数",
    Kind.MONEY: "金額",
    Kind.DATE: "日付|年月日",
    Kind.PERIOD: "期間",
    Kind.FILE: "ファイル|添付",
    Kind.TEXT: "自由記述|自由回答|文章|記述",
}
_KIND = "|".join(f"(?P<{kind.value}>{words})" for kind, words in WORDS.items())
_OPEN, _SHUT = "(（[［【", ")）\\]］】"
_NUMBERING = re.compile(
    r"(?:(?:問|質問|[QＱ])\s*[0-9０-９]{1,3}\s*[.．:：、)）]?|[(（]?[0-9０-９]{1,3}[.．)）、:：]|[①-⑳])\s*"
)
_MARK = re.compile(r"(?:[・•●○◯□■※*-]|[ア-オa-e][.．)）])\s*")
_ASKED = re.compile(
    rf"(?P<label>.*?)(?:^|\s*[:：|/／{_OPEN}]\s*|\s+)(?:{_KIND})(?:\s*単位)?"
    rf"(?:\s*[:：|]\s*(?P<more>.+?)|\s*[(（](?P<unit>[^()（）]+)[)）])?\s*[{_SHUT}]?"
)
_OPTIONAL = re.compile(rf"[\s、,，:：・|{_OPEN}]+(?P<word>必須|任意)\s*(?P<shut>[{_SHUT}]?)$")
_UNIT = re.compile(rf"(?P<label>.+?)\s*[(（](?P<unit>{'|'.join(map(re.escape, (*COUNTERS, '円')))})[)）]?")
_BETWEEN = re.compile(r"\s*[/／|]\s*"), re.compile(r"\s*[、,，]\s*")


def read(text: str) -> list[dict]:
    """The rows of the editor that this text asks for; a few more than it takes, so that it says so."""
    lines = [line for typed in text.splitlines() if (line := _plain(typed))]
    has_marks = not (lines and _MARK.match(lines[0]))  # a list of questions that begin with a mark has none
    rows: list[dict] = []
    for line in lines:
        if rows and has_marks and (mark := _MARK.match(line)):
            _add_options(rows[-1], [line[mark.end() :]])
            continue
        row = _row(_without(_NUMBERING, _without(_MARK, line)))
        if row["label"]:
            rows.append(row)
        elif rows:  # 「単数選択: A / B」 on a line of its own
            rows[-1] |= {name: row[name] for name in ("kind", "options", "unit")}
    return rows[: MOST_QUESTIONS + 10]


def _plain(line: str) -> str:
    return re.sub(r"\s*\t\s*", " | ", line.strip()).strip(" |")


def _without(beginning: re.Pattern, line: str) -> str:
    found = beginning.match(line)
    return line[found.end() :] if found else line


def _add_options(row: dict, options: list[str]) -> None:
    if row["kind"] not in BaseQuestion.CHOOSING:
        row["kind"] = Kind.CHOICE
    row["options"] = "\n".join([*filter(None, [row["options"]]), *options])


def _row(line: str) -> dict:
    row = dict(NEW_ROW) | {"label": line}
    if optional := _OPTIONAL.search(line):
        line = line[: optional.start()]
        row |= {"label": line, "required": optional["word"] == "必須"}
    if asked := _ASKED.fullmatch(line):
        kind = next(kind for kind in WORDS if asked[kind.value])
        row |= {"label": asked["label"].strip(), "kind": kind, "unit": asked["unit"] or ""}
        more = asked["more"] or ""
        if kind in BaseQuestion.CHOOSING:
            between = _BETWEEN[0] if _BETWEEN[0].search(more) else _BETWEEN[1]
            row["options"] = "\n".join(filter(None, between.split(more)))
        elif kind == Kind.NUMBER:
            row["unit"] = row["unit"] or more.removeprefix("単位").strip(" :：")
    elif counted := _UNIT.fullmatch(line):
        kind = Kind.MONEY if counted["unit"] == "円" else Kind.NUMBER
        row |= {"label": counted["label"], "kind": kind, "unit": counted["unit"]}
    return row


def in_words(rows: list[dict]) -> str:
    """What was understood: 3問(文章1、一つ選ぶ2)."""
    kinds = [Kind(row["kind"]) for row in rows]
    said = "、".join(f"{kind.label}{kinds.count(kind)}" for kind in Kind if kind in kinds)
    return f"{len(rows)}問（{said}）"
