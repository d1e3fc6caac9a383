"""The waiting list, case by case: who waits, what becomes free, who is offered a place then."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from common.refusals import ActionRefused, NothingToDo
from sign_ups.joining.actions import cancel_sign_up
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.actions import close_slot, open_slot, set_extra
from sign_ups.slots.models import Slot
from sign_ups.waiting_list.actions import accept_offer, lapse_offer, offer_free_places
from sign_ups.waiting_list.panels import words_of
from sign_ups.waiting_list.tasks import end_lapsed_offer, offer_kept_places
from tests.sign_ups.conftest import group

pytestmark = pytest.mark.django_db
State = SignUp.State
HOUR = datetime.timedelta(hours=1)


class Case:
    """A full slot of so many singles (place0, place1 …), and groups that wait: "甲3" or "甲3 part"."""

    def __init__(self, slot, waiting):
        self.slot = slot
        self.placed = [group(slot, f"place{at}") for at in range(slot.capacity)]
        self.waiting = {}
        for words in waiting:
            name, _, rule = words.partition(" ")
            self.waiting[name[0]] = group(slot, name[0], int(name[1:]), rule or "whole")

    def free(self, number=1):
        for _ in range(number):
            cancel_sign_up(sign_up=self.placed.pop())

    def one(self, name):
        return SignUp.objects.get(pk=self.waiting[name].pk)

    @property
    def now(self):
        return Slot.objects.get(pk=self.slot.pk)

    @property
    def states(self):
        """「甲offered 乙waiting」, and the sum of places held is what the slot has taken."""
        held = sum(one.places_held for one in SignUp.objects.filter(slot=self.slot))
        assert held == self.now.taken <= self.now.places
        return " ".join(f"{name}{self.one(name).state}" for name in self.waiting)


@pytest.fixture
def case(make_slot):
    return lambda *waiting, capacity=3, **more: Case(make_slot(capacity=capacity, **more), waiting)


@pytest.mark.parametrize(
    ("waiting", "freed", "states", "words"),
    [
        (["甲1", "乙1"], 1, "甲offered 乙waiting", "1席を案内中"),
        (["甲1", "乙1"], 2, "甲offered 乙offered", "2席を案内中"),
        (["甲2", "乙1"], 1, "甲waiting 乙offered", "1席を案内中"),  # passed once
        (["甲2", "乙1", "丙1"], 1, "甲waiting 乙offered 丙waiting", "1席を案内中"),
        (["甲2", "乙1", "丙1", "丁1"], 3, "甲waiting 乙offered 丙offered 丁waiting", "2席を案内中"),
        (["甲2 part", "乙1"], 1, "甲offered 乙waiting", "1席を案内中"),  # one of the two
        (["甲2"], 1, "甲waiting", "待っている組の人数に足りません"),
        (["甲1"], 0, "甲waiting", "空席はありません"),
    ],
)
def test_what_becomes_free_goes_by_the_order(case, waiting, freed, states, words):
    here = case(*waiting)
    here.free(freed)
    assert here.states == states
    assert words in words_of(here.now)


def test_a_head_is_passed_twice_and_then_places_are_kept_for_it(case):
    here = case("甲2", "乙1", "丙1", "丁1", capacity=4)
    here.free(2)
    accept_offer(sign_up=here.one("乙"))
    accept_offer(sign_up=here.one("丙"))
    here.free(1)
    assert here.states == "甲waiting 乙confirmed 丙confirmed 丁waiting"
    assert here.now.keeps_places
    assert "先に待っている2人の組" in words_of(here.now)
    assert not Slot.objects.keeping_too_long(timezone.now()).exists()
    here.free(1)
    assert here.states == "甲offered 乙confirmed 丙confirmed 丁waiting"
    assert not here.now.keeps_places


def test_the_clock_ends_the_keeping(case):
    here = case("甲2", "乙1", "丙1", "丁1", capacity=4)
    here.free(2)
    for name in "乙丙":
        accept_offer(sign_up=here.one(name))
    here.free(1)
    assert here.now.keeps_places
    with time_machine.travel(here.slot.closes_at - 72 * HOUR, tick=False):
        (due,) = Slot.objects.keeping_too_long(timezone.now())
        offer_kept_places(due, now=timezone.now())
        assert here.states == "甲waiting 乙confirmed 丙confirmed 丁offered"
        assert not here.now.keeps_places


@pytest.mark.parametrize(
    ("before_closing", "holds"), [(100, 48), (30, 30), (1, 1)], ids=["two days", "shortened", "an hour"]
)
def test_an_offer_holds_48_hours_and_never_beyond_the_closing(case, before_closing, holds):
    here = case("甲1")
    with time_machine.travel(here.slot.closes_at - before_closing * HOUR, tick=False):
        here.free()
        assert here.one("甲").offered_until == timezone.now() + holds * HOUR


def test_nothing_is_offered_after_the_closing_or_within_two_hours_of_the_start(case):
    here = case("甲1")
    with time_machine.travel(here.slot.closes_at, tick=False):
        here.free()
        assert here.states == "甲waiting"
        assert "空きが出ても案内しません" in words_of(here.now)
    start = here.slot.starts_at
    late = Slot.objects.filter(pk=here.slot.pk)
    late.update(closes_at=start)
    with time_machine.travel(start - 2 * HOUR, tick=False):
        here.free()
        assert here.states == "甲waiting"
    with time_machine.travel(start - 3 * HOUR, tick=False):
        here.free()
        assert here.one("甲").offered_until == start - 2 * HOUR


def test_an_offer_that_nobody_answers_goes_to_the_next(case):
    here = case("甲1", "乙1")
    here.free()
    until = here.one("甲").offered_until
    assert not lapse_offer(sign_up=here.one("甲"), now=until - HOUR)
    with time_machine.travel(until, tick=False):
        with pytest.raises(ActionRefused, match="返事の期限を過ぎた"):
            accept_offer(sign_up=here.one("甲"))
        (due,) = SignUp.objects.offer_lapsed(timezone.now())
        end_lapsed_offer(due, now=timezone.now())
    assert here.states == "甲cancelled 乙offered"


def test_an_offer_that_is_given_back_goes_to_the_next(case):
    here = case("甲1", "乙1")
    here.free()
    cancel_sign_up(sign_up=here.one("甲"))
    assert here.states == "甲cancelled 乙offered"


def test_who_leaves_the_queue_moves_nobody(case, officer):
    here = case("甲2", "乙1")
    set_extra(slot=here.slot, by=officer, extra=1, reason="補助席")
    cancel_sign_up(sign_up=here.one("甲"))
    assert here.states == "甲cancelled 乙waiting"
    assert "自動では案内しません" in words_of(here.now)


def test_added_seats_are_offered_by_hand(case, officer):
    here = case("甲1", "乙1")
    set_extra(slot=here.slot, by=officer, extra=1, reason="補助席")
    assert here.states == "甲waiting 乙waiting"
    assert offer_free_places(slot=here.slot, by=officer) == 1
    assert here.states == "甲offered 乙waiting"
    with pytest.raises(ActionRefused, match="案内できる空席がない"):
        offer_free_places(slot=here.slot, by=officer)


def test_a_closed_slot_stands_still_until_it_is_opened_again(case, officer):
    here = case("甲1", "乙1")
    close_slot(slot=here.slot, by=officer)
    here.free()
    assert here.states == "甲waiting 乙waiting"
    open_slot(slot=here.slot, by=officer)
    here.free()
    assert here.states == "甲offered 乙offered"


def test_some_of_a_group_accept(case):
    here = case("甲3 part", "乙1")
    here.free(2)
    offered = here.one("甲")
    assert (offered.offered_places, here.one("乙").state) == (1, State.OFFERED)
    people = list(offered.people.values_list("pk", flat=True))
    for chosen in ([], people[:2], [0]):
        with pytest.raises(ActionRefused, match="1人まで選んで"):
            accept_offer(sign_up=offered, people=chosen)
    accepted = accept_offer(sign_up=offered, people=people[1:2])
    assert (accepted.size, accepted.names) == (1, ["甲1"])
    assert here.states == "甲confirmed 乙offered"
    with pytest.raises(NothingToDo):
        accept_offer(sign_up=accepted)


def test_who_comes_while_a_group_waits_passes_it_twice_at_most(make_slot):
    slot = make_slot(capacity=5)
    group(slot, "甲", 2)
    head = group(slot, "乙", 4)
    later = [group(slot, name).state for name in ("丙", "丁", "戊")]
    assert later == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    head.refresh_from_db()
    assert (head.state, head.passed) == (State.WAITING, 2)
