"""The list as a table; one line a body, one column a role."""

from collections.abc import Iterable, Iterator

from common.japanese_calendar import wareki
from events.participation_lists.queries import BodyLine, Matrix

BEFORE = ["団体コード", "都道府県", "団体", "経緯"]
AFTER = [
    "ブース番号",
    "紹介シート",
    "見出し",
    "主催者への連絡",
    "連絡先の部署・担当者",
    "電話番号",
    "メールアドレス",
    "見送り・辞退の理由",
    "開催日に存在しない団体（後の団体）",
]


def header(matrix: Matrix) -> list[str]:
    return [*BEFORE, *(role.label for role in matrix.roles), *AFTER]


def rows(lines: Iterable[BodyLine]) -> Iterator[list[str]]:
    for line in lines:
        part = line.part
        yield [
            line.code,
            line.prefecture,
            part.full_name,
            part.get_came_by_display(),
            *(cell.get_state_display() if cell else "" for cell in line.cells),
            line.booths,
            line.sheet.get_state_display() if line.sheet else "",
            line.sheet.headline if line.sheet else "",
            line.sheet.needs if line.sheet else "",
            part.contact_name,
            part.contact_phone,
            part.contact_email,
            "、".join(cell.reason for cell in line.cells if cell and cell.reason),
            _follower(line),
        ]


def _follower(line: BodyLine) -> str:
    if line.ends:
        return f"{wareki(line.ends.effective_on)}に{line.ends.successor_name}になる予定"
    return "" if line.is_there else line.follower or "存在しない"
