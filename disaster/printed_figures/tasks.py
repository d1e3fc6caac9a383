"""Each night all printed numbers are computed again."""

from common import clock
from disaster.printed_figures.actions import check_printed_figure
from disaster.printed_figures.models import PrintedFigure


@clock.each(
    clock.daily("4:05"), rows=lambda now: PrintedFigure.objects.check_due(now), label="印刷した数の確認"
)
def check_due_printed_figure(printed, *, now) -> None:
    """From the records of then, which must give what was printed, and from those of now."""
    check_printed_figure(printed, now=now)
