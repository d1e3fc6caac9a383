"""The entries of a confirmation round (登録内容の確認の集計), filtered and in order."""

from django.db.models import F, Q

from common.formats import select_options
from common.search.kana import in_kana_order
from members.confirmations.queries import CONDITIONS, ORGANIZATION, OUTCOMES, PREFECTURE_ORDER, State
from members.local_governments.panels import PlaceFilter
from members.local_governments.prefectures import NAME_OF
from members.organizations.queries import named


class EntryFilter(PlaceFilter):
    def __init__(self, query):
        super().__init__(query)
        state = query.get("state", "")
        self.state = state if state in CONDITIONS or state == "answered" else ""
        states = [("answered", "回答済み"), *((key, word) for key, word, *_ in OUTCOMES)]
        self.state_options = select_options(tuple(states), self.state)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state) or super().is_narrowed

    def entries(self, confirmation_round):
        rows = in_order(confirmation_round.entries.counted())
        if self.state == "answered":
            rows = rows.exclude(state=State.WAITING)
        elif self.state:
            rows = rows.filter(CONDITIONS[self.state])
        if self.prefecture:
            rows = rows.filter(**{f"{ORGANIZATION}prefecture": NAME_OF[self.prefecture]})
        if self.q:
            rows = rows.filter(
                named(self.q, to=ORGANIZATION)
                | Q(section__name__contains=self.q)
                | Q(section__mailbox__icontains=self.q)
            )
        return rows


def in_order(entries):
    """By prefecture, code, section; with what a row of a list shows."""
    return entries.select_related("section__organization__local_government", "answered_by").order_by(
        PREFECTURE_ORDER,
        F(f"{ORGANIZATION}local_government__code").asc(nulls_last=True),
        *in_kana_order(f"{ORGANIZATION}name_kana"),
        "section",
    )
