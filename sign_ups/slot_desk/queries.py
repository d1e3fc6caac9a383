"""The sign-ups of a slot and their numbers, each on its own basis; as many queries for 300 as for three."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot

State = SignUp.State


class Numbers(NamedTuple):
    """People, never added up: who applied, has a place, is offered one, waits, awaits a decision, came."""

    applied: int
    confirmed: int
    offered: int
    waiting: int
    undecided: int
    came: int


def numbers_of(slot: Slot) -> Numbers:
    def people(*states: str) -> Coalesce:
        return Coalesce(Sum("size", filter=Q(state__in=states)), 0)

    found = slot.sign_ups.aggregate(
        applied=Coalesce(Sum("size", filter=~Q(state=State.CANCELLED)), 0),
        confirmed=people(State.CONFIRMED),
        offered=Coalesce(Sum("offered_places"), 0),
        waiting=people(State.WAITING),
        undecided=people(State.APPLIED),
        came=Coalesce(Sum("came"), 0),
    )
    return Numbers(**found)


class NameCard(NamedTuple):
    name: str
    body: str
    code: str


def cards(sign_ups: Iterable[SignUp]) -> list[NameCard]:
    """One for each person, with the organisation of members."""
    return [
        NameCard(name, one.section.organization.full_name if one.section else "", one.code_shown)
        for one in sign_ups
        for name in one.names
    ]


def sign_ups_of(slot: Slot, state: str = ""):
    """In the order of queueing, with their people; those of one state where one is named."""
    rows = slot.sign_ups.select_related("section__organization__local_government").prefetch_related("people")
    rows = rows.order_by("pk")
    return rows.filter(state=state) if state in State.values else rows.standing()
