"""A number is kept by the act that prints it, and computed again each night."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from common.append_only.actions import recording_moment
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from disaster.figures.definitions import Figure
from disaster.figures.history import changes
from disaster.figures.scopes import Scope, disasters_in, words_of
from disaster.figures.values import FigureValue, compute, sources_of
from disaster.printed_figures.models import PrintedFigure
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.moments import Moments, end_of

UNKNOWN = "「{}」はまだ分からないため、印刷に使えません。もとの個票を先に登録してください。"
SEVERAL = "品目を1つ選んでから、印刷に使ってください。"
IN_FUTURE = "手で登録する数の印刷・発表の日は、今日までの日にしてください。"


@transaction.atomic
def print_figure(
    figure: Figure, scope: Scope, moments: Moments, *, by, value: Decimal | None = None, **where
) -> PrintedFigure:
    """Keep the number as it is computed at this moment, or as of the recorded day that was asked for.

    With `value` a number of the past is kept as it was printed, beside the records of that day.
    `where`: medium, medium_words, printed_on.
    """
    recorded = _recorded(moments, where["printed_on"] if value is not None else None)
    day = Moments(moments.on, recorded).day if figure.needs_day else moments.on
    disasters = disasters_in(scope, recorded)
    then = Moments(day, recorded)
    computed = _only(compute([figure], scope, then, disasters))
    if value is None and (computed is None or computed.value is None):
        raise ActionRefused(UNKNOWN.format(figure.label))
    printed = PrintedFigure(
        key=figure.key,
        rule_version=figure.version,
        rule=figure.rule,
        scope=scope.asked,
        disasters=disasters,
        on=day,
        recorded_at=recorded,
        value=computed.value if value is None else value,
        unit=computed.unit if computed else scope.unit or figure.unit,
        about=words_of(scope),
        basis=computed.basis if computed else "",
        coverage=list(computed.coverage) if computed else [],
        sources=sources_of(figure, scope, then, disasters),
        is_by_hand=value is not None,
        printed_by=by,
        **where,
    )
    printed.full_clean()
    printed.save()
    check_printed_figure(printed, now=timezone.now())
    facts = {
        "figure": f"{printed.about} {printed.label}",
        "value": str(printed.value),
        "medium": printed.get_medium_display(),
        "words": printed.medium_words,
    }
    record(by=by, verb="disaster.figure_printed", obj=printed, **facts)
    return printed


@transaction.atomic
def print_figures(
    chosen: Iterable[tuple[Figure, Scope]], moments: Moments, *, by, **where
) -> list[PrintedFigure]:
    """Several at once, each as `print_figure` keeps it; all or none."""
    return [print_figure(figure, scope, moments, by=by, **where) for figure, scope in chosen]


def _recorded(moments: Moments, printed_on: datetime.date | None) -> datetime.datetime:
    """Under the lock of all recording: what follows cannot change what was said at this moment."""
    now = recording_moment(SupportRecordVersion)
    if printed_on is None:
        return min(moments.recorded, now) if moments.recorded else now
    if printed_on > today():
        raise ActionRefused(IN_FUTURE)
    return min(end_of(printed_on), now)


def _only(values: list[FigureValue]) -> FigureValue | None:
    if len(values) > 1:
        raise ActionRefused(SEVERAL)
    return values[0] if values else None


def check_printed_figure(printed: PrintedFigure, *, now: datetime.datetime) -> None:
    """Compute it by its own rule from the records of then and of now."""
    figure, scope = printed.figure, printed.asked
    printed.value_then = _value(compute([figure], scope, printed.moments_then, printed.disasters))
    printed.value_now = _value(compute([figure], scope, Moments(printed.on)))
    is_same = printed.value_then == printed.value_now == printed.value
    printed.reasons = [] if is_same else _reasons(printed)
    is_settled = printed.settled_at is not None and printed.settled_value == printed.value_now
    printed.differs = not is_same and not is_settled
    printed.checked_at = now
    printed.save(update_fields=["value_then", "value_now", "reasons", "differs", "checked_at"])


def _value(values: list[FigureValue]) -> Decimal | None:
    return None if len(values) != 1 or values[0].value is None else Decimal(values[0].value)


def _reasons(printed: PrintedFigure) -> list[str]:
    later = changes(printed.figure, printed.asked, Moments(printed.on))
    return [said for each in later if each.moment > printed.recorded_at for said in each.reasons]


@transaction.atomic
def settle_printed_figure(printed: PrintedFigure, *, words: str, by) -> None:
    """Somebody saw the difference and says what was done; it comes back when the number changes again."""
    printed = PrintedFigure.objects.select_for_update(of=("self",), no_key=True).get(pk=printed.pk)
    printed.settled_at, printed.settled_by, printed.settled_words = timezone.now(), by, words
    printed.settled_value = printed.value_now
    printed.differs = False
    printed.full_clean()
    printed.save()
    record(by=by, verb="disaster.printed_figure_settled", obj=printed, words=words)
