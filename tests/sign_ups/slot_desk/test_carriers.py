"""What the event or call of a slot and its sign-ups say of each other."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from board.topics.models import Topic
from events.holding.actions import change_holding
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import group, join
from tests.worker import told

pytestmark = pytest.mark.django_db


def report_fields(browser, officer, event):
    page = browser(officer).get(reverse("events:report-edit", args=[event.pk]))
    names = ("capacity", "applications", "people", "visits")
    return [page.context["form"][f"number_{name}"].value() for name in names], page.text


def test_who_signed_up_is_told_once_that_it_is_cancelled(event, officer, make_slot):
    slot = make_slot(capacity=1)
    made, waiting = group(slot, "甲"), group(slot, "乙")
    gone = group(slot, "丙")
    SignUp.objects.filter(pk=gone.pk).update(state="cancelled", ended_at=timezone.now())
    for _ in range(2):
        change_holding(event=event, by=officer, holding="cancelled", note="台風のため")
    assert told("sign_ups.called_off", job="sign_ups.called_off") == {made.email, waiting.email}
    page = Client().get(made.get_absolute_url()).text
    assert "中止になりました。台風のため" in page
    join_page = Client().get(reverse("sign_ups:slot-join", args=[slot.pk])).text
    assert "中止のため、受付を終了しました。" in join_page


def test_the_report_is_filled_with_each_number_on_its_basis(browser, officer, event, make_slot):
    slot = make_slot(capacity=4)
    made = group(slot, "甲", 3)
    group(slot, "乙", 2)
    SignUp.objects.filter(pk=made.pk).update(came=2, came_at=timezone.now())
    Slot.objects.update(walk_ins=1)
    numbers, text = report_fields(browser, officer, event)
    assert numbers[:3] == [4, 5, 3]
    assert not numbers[3]
    assert "受付で数えた人数（申込あり2人、申込なし1人）" in text


def test_numbers_of_several_slots_are_never_added(browser, officer, event, make_slot):
    for title in ("午前", "午後"):
        group(make_slot(title=title), "甲")
    numbers, _ = report_fields(browser, officer, event)
    assert not any(numbers)


def test_a_saved_number_stays(browser, officer, event, make_slot):
    group(make_slot(capacity=4), "甲")
    event.headcounts.create(basis="capacity", number=300)
    numbers, _ = report_fields(browser, officer, event)
    assert numbers[:2] == [300, 1]


def test_a_call_and_its_slot_say_one_number(browser, officer, call, make_slot):
    Topic.objects.filter(pk=call.pk).update(places=30)
    desk = browser(officer)
    assert "募集数" in desk.get(call.get_absolute_url()).text
    new = desk.get(reverse("sign_ups:slot-new", args=["call", call.pk]))
    assert new.context["form"]["capacity"].value() == 30
    make_slot(call, audience="members", capacity=25)
    page = desk.get(call.get_absolute_url()).text
    assert "募集数" not in page
    assert "定員25人" in page


def test_my_page_says_how_many_signed_up(browser, officer, stranger, event, call, make_slot):
    group(make_slot(title="朝の講演", capacity=9), "甲", 3)
    join(make_slot(call, title="視察の受付", audience="members", method="approval"), "乙", by=officer)
    page = " ".join(browser(officer).get("/mypage/").text.split())
    assert "朝の講演" in page
    assert "受付中、申込3人" in page
    assert "受付中、申込1人、決定待ち1件" in page
    assert "朝の講演" not in browser(stranger).get("/mypage/").text
