"""What the list of inquiries may be narrowed by, its order, and the counts beside its rows."""

import re
from collections.abc import Mapping

from django.db.models import Case, Count, DateField, F, Q, QuerySet, When

from common import text
from common.compiled_queries.compiled import Listing, compiled
from common.search.normalisation import jnorm
from common.search.query_terms import holds, normalised, split_query
from correspondence.requests.models import UNSENT
from correspondence.requests.rules import sees_all_answers
from inquiries.answers.models import OWED, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from members.access.viewers import viewer_of
from members.organizations.queries import named
from members.saved_filters.registry import spelled

MAX_QUERY = 100
STATES = {value: label for value, label in Inquiry.State.choices if value not in UNSENT}
OWN = {
    "owed": "まだ回答していない",
    "changed": "質問が変わった",
    "mine": "自分が担当",
    "given": "回答した",
    "asked": "自団体が照会した",
}


class InquiryFilter:
    """The filters as they were asked for; what cannot be asked for is left out."""

    def __init__(self, query: Mapping[str, str]):
        self.q = text.one_line(query.get("q", "")[:MAX_QUERY])
        self.state = query.get("state", "") if query.get("state") in STATES else ""
        self.own = query.get("own", "") if query.get("own") in OWN else ""

    def apply(self, inquiries: QuerySet, user) -> QuerySet:
        """`inquiries` are rows of `for_list`; what waits for their organisation first, then the newest."""
        if self.q:
            inquiries = _saying(inquiries, self.q)
        if self.state:
            inquiries = inquiries.filter(state=self.state)
        if self.own:
            inquiries = inquiries.filter(_own(self.own, user))
        waits = _own("owed", user) | _own("changed", user)
        due = Case(When(waits, then=F("answer_due")), output_field=DateField())
        return inquiries.order_by(due.asc(nulls_last=True), "-pk")

    @property
    def is_narrowed(self) -> bool:
        return any([self.q, self.state, self.own])

    @property
    def query(self) -> str:
        return spelled(self, ("q", "own", "state"))

    @property
    def conditions(self) -> list[str]:
        named = {"キーワード": self.q, "自分の団体": OWN.get(self.own), "照会の状態": STATES.get(self.state)}
        return [f"{label}：{word}" for label, word in named.items() if word]

    @property
    def states(self):
        return STATES.items()

    @property
    def own_choices(self):
        return OWN.items()


def inquiries_of_list(chosen: InquiryFilter, user) -> QuerySet | Listing:
    """What the list shows by a filter, for `paginate`."""
    if chosen.q:
        return chosen.apply(Inquiry.objects.visible_to(user).sent().for_list(user), user)
    return _without_words.listing(viewer_of(user), chosen.state, chosen.own)


@compiled
def _without_words(viewer, state: str, own: str):
    chosen = InquiryFilter({"state": state, "own": own})
    return chosen.apply(Inquiry.objects.visible_to(viewer).sent().for_list(viewer), viewer)


def _saying(inquiries: QuerySet, words: str) -> QuerySet:
    """All of the words stand in title or asker, in any width and kana; or it is 第5号 by its number."""
    said = Q()
    for term in split_query(words):
        asked_by = named("、".join(term), to="organization__")
        said &= holds("norm", term) | asked_by
    number = re.fullmatch(r"(?:照会)?第?([0-9]{1,9})号?", jnorm(words).replace(" ", ""), re.ASCII)
    inquiries = inquiries.alias(norm=normalised("title"))
    return inquiries.filter(said | Q(pk=number[1]) if number else said)


def _own(own: str, user) -> Q:
    match own:
        case "owed":
            return Q(own_state__in=OWED, state=Inquiry.State.OPEN)
        case "changed":  # after they had answered
            return Q(own_questions__lt=F("questions_version"), state=Inquiry.State.OPEN)
        case "mine":
            return Q(own_delegate_id=user.pk) | Q(own_delegate_section_id=user.section_id or 0)
        case "given":
            return Q(own_state__isnull=False) & ~Q(own_state__in=OWED)
        case _:
            return Q(organization=user.organization)


def count_answers(inquiries: list[Inquiry], user) -> None:
    """Give the rows that they ask, or look on for the secretariat, `given` of `asked`; one query at most."""
    rows = [inquiry for inquiry in inquiries if sees_all_answers(user, inquiry)]
    if not rows:
        return
    found = {row["inquiry"]: row for row in _counts(inquiries=[inquiry.pk for inquiry in rows])}
    for inquiry in rows:
        inquiry.asked, inquiry.given = found[inquiry.pk]["asked"], found[inquiry.pk]["given"]


@compiled
def _counts(*, inquiries):
    answers = InquiryAnswer.objects.filter(inquiry__pk__any=inquiries).values("inquiry").order_by()
    return answers.annotate(asked=Count("pk"), given=Count("pk", filter=~Q(state__in=OWED)))
