"""The numbers of this room: which records count, what each adds, and the rule in words.

What a printed definition computes is never changed: a better rule is a new one with the next version, behind
the old one, and the old one stays, so that what was printed can be computed again. Its words may become
clearer: the ledger keeps those that were printed. Only what may be added is:
実人数 (Basis.PERSONS) of several records is not a number of people, and givers are never added to each other.
"""

from dataclasses import dataclass

from django.db.models import Case, Expression, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Least

from disaster.support_records.models import Basis, Giver, Kind, State

STAFF = Q(kind=Kind.STAFF)
DONE = ~Q(state__in=[State.PLANNED, State.CANCELLED])
HEADS = Q(basis__in=[Basis.HEADS, ""])  # without a basis there is no number: unknown
PLAN_RULE = "予定と中止の個票は含めません。"


@dataclass(frozen=True, eq=False)  # itself only: it is part of the shape of compiled queries
class Figure:
    """One kind of number (数の定義); `adds` is NULL for a record whose share is not known.

    Both may use `on_day`, the day that somebody asks for or NULL, and `day`, which is never NULL.
    """

    key: str
    label: str
    unit: str
    rule: str
    counts: Q
    adds: Expression
    version: int = 1
    beside: Q | None = None  # records of the same kind whose basis cannot be added to these
    is_distinct: bool = False  # how many different values, not their sum
    needs_day: bool = False  # how it stands on `day`: without `on` the recorded day, else today
    by_item: bool = False  # a number for each item and unit
    by_giver: tuple[str, ...] = ()  # by what its stored sum is told apart besides

    @property
    def grain(self) -> tuple[str, ...]:
        """The columns of `SupportSum` that tell its sums of one disaster apart."""
        return ("item", "unit") if self.by_item else self.by_giver


def days(first: Expression | F, last: Expression | F) -> Expression:
    """How many days, both ends counted; NULL where one is not known."""
    between = Func(last, first, template="(%(expressions)s + 1)", arg_joiner=" - ")
    between.output_field = IntegerField()
    return between


PERSON_DAYS = Case(
    When(basis=Basis.PERSON_DAYS, then=F("people")),
    When(
        basis=Basis.HEADS,
        period_end__isnull=False,
        then=F("people") * days(F("period_start"), Least("period_end", Coalesce("on_day", "period_end"))),
    ),
)
MONEY_LABEL = {Giver.UNKNOWN: "支援した団体の区分不明"}


def _money(kind: Kind, giver: Giver) -> Figure:
    label = MONEY_LABEL.get(giver, giver.label)
    return Figure(
        f"{kind.value}-{giver.value}",
        f"{kind.label}（{label}）",
        "円",
        f"{kind.label}のうち、支援した団体の区分が「{giver.label}」の個票の金額の合計。"
        f"区分が違う個票は足しません。{PLAN_RULE}",
        Q(kind=kind, giver=giver) & DONE,
        F("amount_yen"),
    )


_PERIODS = "人数と開始日・終了日が分かる個票は、人数×日数（初日と最終日を含む）。"
FIGURES = (
    *(_money(kind, giver) for kind in (Kind.RECOVERY, Kind.DONATION) for giver in Giver),
    Figure(
        "dispatch-heads",
        "延べ派遣者数",
        "人",
        "職員派遣の個票の人数の合計。同じ人が2回派遣されると2人と数えます。"
        f"実人数など、ほかの数え方の個票は足しません。{PLAN_RULE}",
        STAFF & DONE & HEADS,
        F("people"),
        beside=STAFF & DONE & ~HEADS,
        by_giver=("sender", "sender_government", "job", "year"),
    ),
    Figure(
        "dispatch-heads-planned",
        "延べ派遣者数（予定）",
        "人",
        "予定として記録され、実施を確かめていない職員派遣の個票の人数の合計。",
        STAFF & Q(state=State.PLANNED) & HEADS,
        F("people"),
    ),
    Figure(
        "dispatch-person-days",
        "延べ人日",
        "人日",
        f"{_PERIODS}延べ人日で記録された個票はその数。これらの合計。日を指定したときは、その日までの日数。"
        f"{PLAN_RULE}",
        STAFF & DONE & (HEADS | Q(basis=Basis.PERSON_DAYS)),
        PERSON_DAYS,
        beside=STAFF & DONE & ~HEADS & ~Q(basis=Basis.PERSON_DAYS),
    ),
    Figure(
        "dispatch-person-months",
        "人月",
        "人月",
        f"人月で記録された職員派遣の個票の合計。ほかの数え方からは計算しません。{PLAN_RULE}",
        STAFF & DONE & Q(basis=Basis.PERSON_MONTHS),
        F("people"),
    ),
    Figure(
        "dispatch-on-duty",
        "派遣中",
        "人",
        "その日が開始日から終了日までに入る職員派遣の個票の人数の合計。終了日が分からない個票は、"
        f"状態が「派遣中」のときに数えます。{PLAN_RULE}",
        STAFF
        & DONE
        & HEADS
        & Q(period_start__lte=F("day"))
        & (Q(period_end__gte=F("day")) | Q(period_end=None, state=State.ON_DUTY)),
        F("people"),
        needs_day=True,
    ),
    Figure(
        "dispatch-wards",
        "職員を派遣した区の数",
        "区",
        f"職員派遣の個票に支援した団体として記録された区の数。同じ区は1回だけ数えます。{PLAN_RULE}",
        STAFF & DONE,
        F("sender_government"),
        is_distinct=True,
    ),
    Figure(
        "helped-governments",
        "支援した自治体の数",
        "団体",
        "個票に支援先として記録された都道府県と市町村の数。同じ自治体は1回だけ数えます。" + PLAN_RULE,
        DONE,
        F("recipient_government"),
        is_distinct=True,
    ),
    Figure(
        "goods",
        "物資",
        "",
        f"物資の個票の数量の、品目と単位ごとの合計。品目や単位が違う数は足しません。{PLAN_RULE}",
        Q(kind=Kind.GOODS) & DONE,
        F("quantity"),
        by_item=True,
    ),
    Figure(
        "clerical-tasks",
        "事務の支援",
        "件",
        f"事務の支援の個票の数。{PLAN_RULE}",
        Q(kind=Kind.CLERICAL) & DONE,
        Value(1),
    ),
    Figure(
        "records",
        "個票",
        "件",
        "予定と中止を含む、すべての個票の数。",
        Q(),
        Value(1),
        by_giver=("sender", "sender_government"),
    ),
)


def figure(key: str, version: int | None = None) -> Figure:
    """The rule as it stands, or the one of that version; LookupError where there is none."""
    versions = {each.version: each for each in FIGURES if each.key == key}
    if not versions:
        raise LookupError(key)
    return versions[max(versions) if version is None else version]


def standing_figures() -> list[Figure]:
    """Each by its last version, in the order in which pages show them."""
    return [figure(key) for key in dict.fromkeys(each.key for each in FIGURES)]


def summed_figures() -> tuple[Figure, ...]:
    """Those whose sums are stored: all that do not depend on the day on which somebody asks."""
    return tuple(each for each in standing_figures() if not each.needs_day)
