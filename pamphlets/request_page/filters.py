"""What the list of pamphlet requests may be narrowed by; everything stands in the query string."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from common import japanese_calendar, text
from common.compiled_queries.compiled import Listing, compiled
from common.search import audiences
from common.search.queries import among, matching_ids
from correspondence.requests.models import UNSENT
from members.access.viewers import viewer_of
from members.local_governments import prefectures
from members.saved_filters.registry import spelled
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import OWED, PamphletRequest

MAX_QUERY = 100
STATES = {value: label for value, label in PamphletRequest.State.choices if value not in UNSENT}
KIND = "パンフレット配布依頼"


class PamphletFilter:
    """The filters as they were asked for; what cannot be asked for is left out."""

    def __init__(self, query: Mapping[str, str]):
        self.q = text.one_line(query.get("q", "")[:MAX_QUERY])
        self.state = query.get("state", "") if query.get("state") in STATES else ""
        self.own = query.get("own", "") if query.get("own") in WardAnswer.State.values else ""
        self.prefecture = query.get("prefecture", "") if query.get("prefecture") in prefectures.NAMES else ""
        self.year = _year(query.get("year", ""))

    def apply(self, pamphlets: QuerySet, user) -> QuerySet:
        if self.q:
            found = matching_ids(self.q, audiences=audiences.audiences_of(user), kind=KIND)
            pamphlets = pamphlets.filter(pk__in=among(found))
        if self.state:
            pamphlets = pamphlets.filter(state=self.state)
        if self.prefecture:
            pamphlets = pamphlets.filter(organization__prefecture=self.prefecture)
        if self.year:
            first, last = f"{self.year}-04-01", f"{self.year + 1}-03-31"
            pamphlets = pamphlets.filter(sent_at__date__range=(first, last))
        return pamphlets.filter(self._own(user))

    def _own(self, user) -> Q:
        """By what the person's ward answered; "owed" asks for both that it still owes."""
        if not self.own or not user.is_special_ward:
            return Q()
        states = OWED if self.own == WardAnswer.State.WAITING else (self.own,)
        return Q(answers__organization=user.organization, answers__state__in=states)

    @property
    def is_narrowed(self) -> bool:
        return any([self.q, self.state, self.own, self.prefecture, self.year])

    @property
    def query(self) -> str:
        return spelled(self, ("q", "own", "state", "prefecture", "year"))

    @property
    def conditions(self) -> list[str]:
        own, years = dict(self.own_states), dict(self.years)
        named = {
            "キーワード": self.q,
            "自分の区の回答": own.get(self.own),
            "依頼の状態": STATES.get(self.state),
            "都道府県": self.prefecture,
            "年度": years.get(self.year),
        }
        return [f"{label}：{word}" for label, word in named.items() if word]

    @property
    def states(self):
        return STATES.items()

    @property
    def own_states(self):
        return WardAnswer.State.choices

    @property
    def prefectures(self):
        return prefectures.NAMES

    @property
    def years(self) -> list[tuple[int, str]]:
        this = japanese_calendar.fiscal_year(japanese_calendar.today())
        return [(year, japanese_calendar.fiscal_year_name(year)) for year in range(this, this - 6, -1)]


def _year(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 and typed > "1999" else 0


def pamphlets_of_list(chosen: PamphletFilter, user) -> QuerySet | Listing:
    """What the list shows by a filter, for `paginate`."""
    if chosen.q or chosen.year:
        return chosen.apply(_rows(user), user)
    return _without_words.listing(viewer_of(user), chosen.state, chosen.own, chosen.prefecture)


@compiled
def _without_words(viewer, state: str, own: str, prefecture: str):
    chosen = PamphletFilter({"state": state, "own": own, "prefecture": prefecture})
    return chosen.apply(_rows(viewer), viewer)


def _rows(user) -> QuerySet:
    rows = PamphletRequest.objects.visible_to(user).sent().for_rows()
    return rows.with_answer_of(user) if user.is_special_ward else rows
