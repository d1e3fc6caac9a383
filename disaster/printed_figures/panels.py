"""What somebody copies into a paper: the number with all that it rests on."""

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
