"""What a source printed beside the sum of the records, in words; only where both count the same things."""

from collections.abc import Iterable

from common.formats import number_ja
from disaster.figures.values import FigureValue
from disaster.statements.models import StatementVersion
from disaster.support_records.models import Basis, Giver, State, Window

NO_RECORDS = "この公表値と比べられる個票は、まだありません。"
OTHER_COUNTING = "個票とは数え方が違うため、比べられません。"
OTHER_SCOPE = "年度、区、支援先などを限った数のため、個票の計とは比べられません。"
EQUAL = "個票の計と同じです。"
UNLIKE = "個票の計（{number}{unit}）より{difference}{unit}{more}です。{because}"
PARTIAL = "個票は一部だけの記録です。"
UNKNOWN_CAUSE = "差の理由は分かっていません。"


def compare(statement: StatementVersion, figures: Iterable[FigureValue]) -> str:
    """One sentence; nothing for what has no number."""
    said = statement.amount_yen if statement.is_money else statement.people
    if said is None:
        return ""
    found = {each.figure.key: each for each in figures}
    if not statement.is_money and (statement.basis != Basis.HEADS or statement.state == State.PLANNED):
        return OTHER_COUNTING if "dispatch-heads" in found else NO_RECORDS
    key = f"{statement.kind}-{statement.giver}" if statement.is_money else "dispatch-heads"
    figure = found.get(key)
    if figure is None or figure.value is None:
        return NO_RECORDS
    if _is_narrower(statement):
        return OTHER_SCOPE
    difference = said - figure.value
    if difference == 0:
        return EQUAL
    return UNLIKE.format(
        number=number_ja(figure.value),
        unit=figure.unit,
        difference=number_ja(abs(difference)),
        more="多い数" if difference > 0 else "少ない数",
        because=UNKNOWN_CAUSE if figure.is_whole else PARTIAL,
    )


def _is_narrower(statement: StatementVersion) -> bool:
    """Whether it speaks of a part of the disaster's support, so that its sum is another thing."""
    return bool(
        statement.window in (Window.FISCAL_YEAR, Window.PERIOD)
        or statement.giver == Giver.WARD
        or statement.sender_government_id
        or statement.recipient_government_id
    )
