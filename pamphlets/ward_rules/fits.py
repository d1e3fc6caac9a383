"""Whether a request keeps within the standing rules of the wards (区の受入条件), before it is sent."""

from dataclasses import dataclass

from common.compiled_queries.compiled import compiled
from common.japanese_calendar import wareki
from pamphlets.ward_rules.models import WardClosure, WardRule

FITS, NOT, UNKNOWN = "条件に合う", "条件に合わない", "条件の登録なし"


@dataclass(frozen=True)
class Fit:
    """What a ward's rules say to a request; `cannot_take` is for people to read, no program judges it."""

    word: str
    reasons: tuple[str, ...] = ()
    cannot_take: str = ""
    limit: int | None = None

    @property
    def tone(self) -> str:
        return {FITS: "success", NOT: "warning"}.get(self.word, "muted")


def fits(pamphlet, wards) -> dict[int, Fit]:
    """{ward's key: Fit} for a request or draft; two queries however many wards."""
    keys = [ward.pk for ward in wards]
    rules = {rule.ward_id: rule for rule in WardRule.objects.filter(ward__in=keys)}
    closures: dict[int, list[WardClosure]] = {}
    for closure in WardClosure.objects.filter(ward__in=keys):
        closures.setdefault(closure.ward_id, []).append(closure)
    return {key: _fit(pamphlet, rules.get(key), closures.get(key, [])) for key in keys}


def fit_function_of(ward):
    """The same for one ward and many requests: a function of the request, after two queries."""
    rule, closures = _rule.first(ward=ward.pk), _closures(ward=ward.pk)
    return lambda pamphlet: _fit(pamphlet, rule, closures)


@compiled
def _rule(*, ward):
    return WardRule.objects.filter(ward=ward)


@compiled
def _closures(*, ward):
    return WardClosure.objects.filter(ward=ward)


def _fit(pamphlet, rule, closures) -> Fit:
    if rule is None:
        return Fit(UNKNOWN)
    reasons = (*_over(pamphlet, rule), *(_closed(pamphlet, closure) for closure in closures))
    reasons = tuple(reason for reason in reasons if reason)
    return Fit(NOT if reasons else FITS, reasons, rule.cannot_take, rule.limit)


def _over(pamphlet, rule):
    """The least that is sent to a ward is more than it takes."""
    if rule.limit and pamphlet.minimum_per_ward and pamphlet.minimum_per_ward > rule.limit:
        yield f"1区あたりの最少部数が、上限の{rule.limit:,}部を超えています。"


def _closed(pamphlet, closure) -> str:
    """The copies arrive by `deliver_by`, where that is named; else by the first day of handing out."""
    day = pamphlet.deliver_by or pamphlet.period_from
    if day is None or not closure.starts_on <= day <= closure.ends_on:
        return ""
    reason = f"（{closure.reason}）" if closure.reason else ""
    return f"{wareki(closure.starts_on)}から{wareki(closure.ends_on)}までは受け取れません{reason}。"
