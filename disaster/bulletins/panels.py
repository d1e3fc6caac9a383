"""What the page of a bulletin shows, and the list on the page of its disaster."""

from dataclasses import dataclass

from common.attachments.queries import files_of
from common.formats import number_ja
from common.text import render_body
from disaster.bulletins import rules
from disaster.bulletins.models import Bulletin
from disaster.bulletins.queries import draft_values, shown_version, values_today
from disaster.disasters.queries import page_of
from disaster.figures.values import FigureValue
from disaster.printed_figures.models import PrintedFigure

TODAY = "いまの記録では、同じ日の数は{}です。"
UNKNOWN_TODAY = "いまの記録では、同じ日の数は分からなくなっています。"


@dataclass(frozen=True)
class Number:
    """One number as it was printed, and in words where it is another one today."""

    printed: PrintedFigure
    today: str


def bulletin_context(bulletin: Bulletin, user) -> dict[str, object]:
    corrections = list(bulletin.corrections.visible_to(user).order_by("number"))
    context: dict[str, object] = {
        "bulletin": bulletin,
        "disaster": bulletin.disaster if bulletin.disaster.is_published else page_of(bulletin.disaster),
        "body": render_body(bulletin.body),
        "files": files_of(bulletin),
        "corrections": corrections,
        "may_edit": rules.can_edit_bulletin(user, bulletin),
        "may_correct": rules.can_correct_bulletin(user, bulletin),
    }
    if bulletin.is_published:
        printed = list(bulletin.printed.order_by("pk"))
        today = values_today(printed)
        numbers = [Number(each, _told_today(each, today[each.pk])) for each in printed]
        sources = dict.fromkeys(source for each in printed for source in each.sources)
        return context | {"numbers": numbers, "sources": list(sources)}
    values = draft_values(bulletin)
    return context | {
        "values": values,
        "seen": shown_version((each.label, each.value, each.basis) for each in values),
        "problem": rules.publication_problem(bulletin),
        "unknown": [each.label for each in values if each.value is None],
    }


def _told_today(printed: PrintedFigure, now: FigureValue) -> str:
    if now.value == printed.value:
        return ""
    return UNKNOWN_TODAY if now.value is None else TODAY.format(f"{number_ja(now.value)}{now.unit}")
