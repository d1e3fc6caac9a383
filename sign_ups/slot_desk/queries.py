"""The sign-ups of a slot and their numbers, each on its own basis; as many queries for 300 as for three."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from common.work_items import RunningKind, running_rows
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.carriers import carriers
from sign_ups.slots.models import Slot

State = SignUp.State
MAX_RUNNING = 5
PAGE, WORDS = "sign_ups:slot-detail", "{state}、申込{number}人"
RUNNING = (
    RunningKind("sign_ups.first_come", "参加の申込の受付", PAGE, WORDS, dict(Slot.State.choices)),
    RunningKind(
        "sign_ups.approval",
        "参加の申込の受付",
        PAGE,
        f"{WORDS}、決定待ち{{of}}件",
        dict(Slot.State.choices),
    ),
)


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


def running(user, *, today) -> list[QuerySet]:
    """The slots of their organisation's events and calls, until the day is over, with who signed up."""
    if not user.acts_for_section:
        return []
    mine = Q(pk__in=[])
    for carrier in carriers():
        mine |= Q(carrier=carrier.key, carrier_id__in=carrier.run_by(user).order_by().values("pk"))
    slots = Slot.objects.shown().filter(mine, starts_at__date__gte=today).order_by("starts_at", "pk")
    people = Coalesce(Sum("sign_ups__size", filter=~Q(sign_ups__state=State.CANCELLED)), 0)
    slots = slots.annotate(
        people=people, undecided=Count("sign_ups", filter=Q(sign_ups__state=State.APPLIED))
    )
    return [
        running_rows(
            slots.filter(method=method),
            f"sign_ups.{method}",
            title="title",
            state="state",
            number="people",
            of="undecided",
            due="closes_at__date",
        )[:MAX_RUNNING]
        for method in Slot.Method.values
    ]
