"""What somebody copies into a paper or a table: the number with all that it rests on."""

from collections.abc import Iterable

from django.conf import settings

from common.japanese_calendar import wareki, wareki_time
from disaster.printed_figures.models import PrintedFigure


def text_to_copy(printed: PrintedFigure) -> str:
    """Plain lines, the number first."""
    state = f"{wareki(printed.on, weekday=False)}の状態、" if printed.on else ""
    lines = [
        f"{printed.about} {printed.label} {printed.number}",
        f"時点：{state}{wareki_time(printed.recorded_at)}までの記録",
        f"数え方：{printed.rule}",
        f"範囲：{printed.basis}" if printed.basis else "",
        f"出典：{'、'.join(printed.sources)}" if printed.sources else "",
        f"この数のページ：{settings.SITE_URL}{printed.url_then}",
    ]
    return "\n".join(filter(None, lines))


COLUMNS = {
    "何についての数か": lambda each: each.about,
    "数": lambda each: each.label,
    "値": lambda each: int(each.value) if each.value == int(each.value) else each.value,
    "単位": lambda each: each.unit,
    "もとにした個票": lambda each: each.basis,
    "収録の範囲": lambda each: "、".join(filter(None, each.coverage)),
    "計算の規則": lambda each: each.rule,
    "規則の版": lambda each: each.rule_version,
    "どの日の状態か": lambda each: each.on,
    "いつの記録か": lambda each: each.recorded_at,
    "出典": lambda each: "、".join(each.sources),
    "使いみち": lambda each: f"{each.get_medium_display()} {each.medium_words}",
    "印刷・発表の日": lambda each: each.printed_on,
    "この数のページ": lambda each: f"{settings.SITE_URL}{each.url_then}",
}


def sheet_rows(printed: Iterable[PrintedFigure]) -> list[list]:
    return [[cell(each) for cell in COLUMNS.values()] for each in printed]
