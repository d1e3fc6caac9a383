"""At the door: a code of the day opens it, one exact hit checks in, and two at once check in once."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.refusals import ActionRefused, NothingToDo
from sign_ups.check_in.actions import check_in, count_walk_ins, undo_check_in, write_paper_list
from sign_ups.door_codes.actions import make_door_code
from sign_ups.joining.actions import cancel_sign_up, change_sign_up
from sign_ups.purges.actions import purge_slot
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import DAY, group, join
from tests.threads import in_threads

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def slot(make_slot):
    """A slot at noon in eleven days, with places for six."""
    start = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + 11 * DAY
    return make_slot(capacity=6, starts_at=start, closes_at=start - DAY)


@pytest.fixture
def people(slot):
    return join(slot, "見本 太郎", "見本 花子"), join(slot, "見本 次郎", email="jiro@example.jp")


@pytest.fixture
def at_noon(slot, people):
    """An hour before it begins."""
    with time_machine.travel(slot.starts_at - HOUR, tick=False):
        yield slot


@pytest.fixture
def door(at_noon, event, officer):
    """A browser with the code of those at the reception, and the address of the check-in."""
    return stand_at_door(event, officer, "reception")


@pytest.fixture
def lead(at_noon, event, officer):
    return stand_at_door(event, officer, "lead")


def stand_at_door(event, by, role):
    code = make_door_code(row=event, role=role, valid_on=timezone.localdate(), by=by)
    client = Client()
    assert client.post(reverse("check_in:enter"), {"code": code.code_shown.lower()}).status_code == 302
    return client


def url(name, slot, *more):
    return reverse(f"check_in:{name}", args=[slot.pk, *more])


def search(client, slot, typed):
    return client.post(url("door", slot), {"q": typed}, follow=True)


def came(*rows):
    return [SignUp.objects.get(pk=row.pk).came for row in rows]


def test_it_is_empty_until_somebody_is_looked_for(door, slot, people):
    page = door.get(url("door", slot)).text
    assert "見本" not in page
    assert "受け付けた人" in page
    assert "autofocus" in page


@pytest.mark.parametrize("typed", ["code", "shown", "full width", "見本次郎", "見本　次郎"])
def test_one_exact_hit_checks_in(door, slot, people, typed):
    code = people[1].code
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    words = {"code": code.lower(), "shown": people[1].code_shown, "full width": wide}.get(typed, typed)
    page = search(door, slot, words).text
    assert f"{people[1].code_shown}の1人を受け付けました。" in page
    assert came(*people) == [0, 1]
    assert AuditEntry.objects.filter(verb="sign_ups.checked_in").get().facts == {"people": 1}


def test_several_hits_are_chosen_from_and_a_part_of_the_group_may_come(door, slot, people):
    page = search(door, slot, "見本").text
    assert "2件あります" in page
    assert came(*people) == [0, 0]
    assert door.post(url("sign-up-in", slot, people[0].pk), {"came": "3"}).status_code == 302
    assert came(*people) == [0, 0]
    door.post(url("sign-up-in", slot, people[0].pk), {"came": "１"})
    assert came(*people) == [1, 0]


@pytest.mark.parametrize("typed", ["ZZZZZZZZZZ", "だれか", "見", "\x00", "あ" * 101, "' OR 1=1", "%", ""])
def test_nobody_found_says_so(door, slot, people, typed):
    response = search(door, slot, typed)
    assert response.status_code == 400
    assert "見本" not in response.text
    assert came(*people) == [0, 0]


def test_the_second_press_says_when_the_first_was(door, slot, people):
    search(door, slot, people[0].code)
    assert "すでに受付済みです（11:00、2人）" in search(door, slot, people[0].code).text
    door.post(url("sign-up-undo", slot, people[0].pk))
    assert came(*people) == [0, 0]
    assert AuditEntry.objects.filter(verb="sign_ups.check_in_undone").count() == 1
    with pytest.raises(NothingToDo):
        undo_check_in(sign_up=people[0], by=None)


def test_those_of_another_event_or_part_are_refused(door, slot, people, make_slot, call, event):
    with time_machine.travel(slot.starts_at - 5 * DAY, tick=False):
        part = join(make_slot(title="午後の部"), "別 一子", email="b@example.jp")
        other = make_slot(call)
    SignUp.objects.filter(pk=part.pk)
    other_row = SignUp.objects.create(
        slot=other, state="confirmed", name="外 三", email="c@example.jp", size=1
    )
    assert "同じ催しの「午後の部」" in search(door, slot, part.code).text
    page = search(door, slot, other_row.code).text
    assert "別の催しの申込番号です" in page
    assert "外 三" not in page
    assert door.post(url("sign-up-in", slot, other_row.pk)).status_code == 404
    assert door.get(url("door", other)).status_code == 302
    assert came(part, other_row) == [0, 0]


def test_who_has_no_place_is_not_checked_in(at_noon, door, people):
    cancelled = SignUp.objects.create(
        slot=at_noon, state="cancelled", name="取 消子", email="d@e.jp", size=1, ended_at=timezone.now()
    )
    page = search(door, at_noon, cancelled.code).text
    assert "「取消し」のため、受付できません" in page
    with transaction.atomic(), pytest.raises(IntegrityError, match="signup_came_of_confirmed"):
        SignUp.objects.filter(pk=cancelled.pk).update(came=1, came_at=timezone.now())


def test_who_was_checked_in_cannot_cancel_nor_become_fewer(at_noon, people):
    check_in(sign_up=people[0], by=None)
    with pytest.raises(ActionRefused, match="すでに2人が受付を済ませています"):
        cancel_sign_up(sign_up=people[0])
    with pytest.raises(ActionRefused, match="すでに2人が受付を済ませています"):
        change_sign_up(sign_up=people[0], names=["見本 太郎"])
    page = Client().get(people[0].get_absolute_url()).text
    assert "に受け付けました（2人）" in page
    assert "申込を取り消す" not in page


def test_the_day_before_and_after_the_purge_nobody_is_checked_in(slot, people):
    with pytest.raises(ActionRefused, match="開催日から"):
        check_in(sign_up=people[0], by=None)
    with time_machine.travel(slot.starts_at + 60 * DAY):
        purge_slot(slot=slot, now=timezone.now())
        with pytest.raises(ActionRefused, match="個人情報を削除したため"):
            count_walk_ins(slot=slot, number=1, by=None, is_lead=True)


def test_walk_ins_find_the_seats_that_are_left(door, lead, slot, people):
    def say(client, number, **more):
        return client.post(url("walk-ins", slot), {"number": number, **more}, follow=True).text

    assert "残りの席は3席です" in say(door, 4)
    say(door, "３")
    assert Slot.objects.get(pk=slot.pk).walk_ins == 3
    assert "残りの席は0席です" in say(door, 1)
    say(lead, 1)
    say(lead, 2, less="on")
    assert Slot.objects.get(pk=slot.pk).walk_ins == 2
    assert "これより多くは減らせません" in say(lead, 3, less="on")
    assert door.post(url("walk-ins", slot), {"number": "-1"}).status_code == 400
    assert "受け付けた人" in door.get(url("door", slot)).text


def test_the_whole_list_is_for_who_leads(door, lead, slot, people):
    assert door.get(url("paper-list", slot)).status_code == 403
    page = lead.get(url("paper-list", slot)).text
    assert "見本 花子" in page
    typed = {f"came_{people[0].pk}": "2", f"came_{people[1].pk}": ""}
    assert lead.post(url("paper-list", slot), typed).status_code == 302
    assert came(*people) == [2, 0]
    assert lead.post(url("paper-list", slot), typed | {f"came_{people[0].pk}": "3"}).status_code == 400
    assert AuditEntry.objects.get(verb="sign_ups.paper_list_entered").facts == {"sign_ups": 1, "people": 2}
    with pytest.raises(ActionRefused, match="2人以下"):
        write_paper_list(slot=slot, came={people[0].pk: 3}, by=None)


def test_three_rows_take_as_many_queries_as_one(lead, slot, people, make_slot):
    def queries(address):
        with CaptureQueriesContext(connection) as found:
            lead.get(address)
        return len(found)

    before = queries(url("paper-list", slot))
    with time_machine.travel(slot.starts_at - 5 * DAY, tick=False):
        for name in "甲乙丙":
            group(slot, name)
    assert queries(url("paper-list", slot)) == before


def test_a_code_opens_its_event_on_its_day_until_it_ends(door, slot, event, officer, browser):
    assert door.get(reverse("check_in:enter")).url == url("door", slot)
    with time_machine.travel(slot.starts_at + DAY, tick=False):
        assert door.get(url("door", slot)).url == reverse("check_in:enter")
    make_door_code(row=event, role="reception", valid_on=timezone.localdate(), by=officer)
    assert door.get(url("door", slot)).status_code == 302


def test_those_who_run_it_need_no_code_and_others_do(at_noon, browser, officer, stranger):
    assert browser(officer).get(url("door", at_noon)).status_code == 200
    for client in (browser(stranger), Client()):
        assert client.get(url("door", at_noon)).url == reverse("check_in:enter")
        assert client.post(url("walk-ins", at_noon), {"number": 1}).url == reverse("check_in:enter")


def test_ten_wrong_codes_that_begin_alike_close_those_alone(at_noon, event, officer):
    code = make_door_code(row=event, role="lead", valid_on=timezone.localdate(), by=officer)
    client, enter = Client(), reverse("check_in:enter")
    wrong = code.code[:4] + ("2222" if code.code[4:] != "2222" else "3333")
    statuses = [client.post(enter, {"code": wrong}).status_code for _ in range(11)]
    assert statuses == [400] * 10 + [429]
    assert client.post(enter, {"code": code.code}).status_code == 429
    other = make_door_code(row=event, role="reception", valid_on=timezone.localdate(), by=officer)
    assert client.post(enter, {"code": other.code}).status_code == 302


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_receptionists_at_once_check_in_once(slot, people):
    said = []

    def press():
        try:
            check_in(sign_up=people[0], by=None)
        except NothingToDo as refusal:
            said.append(str(refusal))

    Slot.objects.update(starts_at=timezone.now() + HOUR / 60, closes_at=timezone.now())
    in_threads(press, press)
    assert len(said) == 1
    assert "2人" in said[0]
    assert came(people[0]) == [2]
