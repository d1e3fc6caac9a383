"""Signing up, changing, cancelling and deciding: what happens to places, who is told, what is traced."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused, NothingToDo
from events.events.models import Event
from sign_ups.joining.actions import cancel_sign_up, change_sign_up, decide_sign_up
from sign_ups.sign_ups.models import Person, SignUp
from sign_ups.slots.actions import close_slot, edit_slot, set_extra
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import group, join, values_of
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
State = SignUp.State


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def test_who_comes_first_has_a_place_and_is_told(make_slot):
    slot = make_slot()
    made = join(slot, "見本 太郎", "見本 花子")
    assert (made.state, made.size, taken(slot)) == (State.CONFIRMED, 2, 2)
    assert AuditEntry.objects.filter(verb="sign_ups.signed_up", object_id=str(made.pk)).count() == 1
    write_mails()
    mail = OutgoingMail.objects.get(purpose="sign_ups.sign_up_confirmed")
    for words in (made.code_shown, slot.when, slot.place, f"/e/{made.code}/", "見本 花子", slot.contact):
        assert words in mail.body


def test_who_comes_to_a_full_slot_waits(make_slot):
    slot = make_slot(capacity=1)
    join(slot, "一郎")
    second = join(slot, "二郎", email="jiro@example.jp")
    assert (second.state, taken(slot)) == (State.WAITING, 1)
    write_mails()
    assert "まだ確定していません" in OutgoingMail.objects.get(purpose="sign_ups.sign_up_waiting").body


@pytest.mark.parametrize(
    ("again", "email"),
    [("見本 太郎", "taro@example.jp"), ("見本　太郎", "taro@example.jp"), ("ﾐﾎﾝ", "TARO@example.jp")],
)
def test_the_same_person_is_refused(make_slot, again, email):
    slot = make_slot(capacity=9)
    join(slot, "見本太郎", "ミホン")
    with pytest.raises(ActionRefused, match="申込がすでにあります"):
        join(slot, again, email=email)
    assert (SignUp.objects.count(), taken(slot)) == (1, 2)


def test_another_name_of_the_same_mailbox_and_another_slot_are_fine(make_slot):
    slot, other = make_slot(capacity=9), make_slot(title="分科会")
    assert (
        join(slot, "一郎").state == join(slot, "二郎").state == join(other, "一郎").state == State.CONFIRMED
    )


def test_who_cancelled_may_come_again(make_slot):
    slot = make_slot()
    cancel_sign_up(sign_up=join(slot, "一郎"))
    assert join(slot, "一郎").state == State.CONFIRMED
    assert taken(slot) == 1


def test_nobody_stands_twice_whatever_the_program_does(make_slot):
    person = join(make_slot(), "一郎").people.get()
    with pytest.raises(IntegrityError, match="person_once_in_a_slot"), transaction.atomic():
        Person.objects.create(
            sign_up=person.sign_up, slot_id=person.slot_id, name="一郎", key=person.key, stands=True
        )


def test_more_than_there_are_places_is_refused_by_the_database(make_slot):
    slot = make_slot(capacity=1)
    oversold = pytest.raises(IntegrityError, match="slot_not_oversold")
    with oversold, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE sign_ups_slot SET taken = 2 WHERE id = %s", [slot.pk])


def test_a_group_that_is_too_large_is_refused(make_slot):
    slot = make_slot(capacity=2, group_max=3)
    with pytest.raises(ActionRefused, match="3人まで"):
        group(slot, "甲", 4)
    with pytest.raises(ActionRefused, match="定員は2人"):
        group(slot, "甲", 3)
    assert group(slot, "甲", 3, rule="part").state == State.OFFERED


def test_nobody_signs_up_where_it_is_closed(make_slot, officer, event):
    early = make_slot(opens_at=timezone.now() + datetime.timedelta(hours=1))
    with pytest.raises(ActionRefused, match="に始まります"):
        join(early, "一郎")
    with pytest.raises(ActionRefused, match="準備中"):
        join(make_slot(is_open=False), "一郎")
    closed = make_slot()
    close_slot(slot=closed, by=officer)
    with pytest.raises(ActionRefused, match="終わりました"):
        join(closed, "一郎")
    slot = make_slot()
    Event.objects.filter(pk=event.pk).update(holding="cancelled")
    event.refresh_from_db()
    with pytest.raises(ActionRefused, match="中止"):
        join(slot, "一郎")
    assert not SignUp.objects.exists()


def test_only_members_sign_up_for_what_is_for_members(make_slot, reader, stranger):
    slot = make_slot(audience="members")
    for person in (None, reader):
        with pytest.raises(PermissionDenied):
            join(slot, "一郎", by=person)
    made = join(slot, "一郎", by=stranger)
    assert (made.section, made.made_by) == (stranger.section, stranger)


def test_cancelling_twice_changes_nothing_and_tells_nobody(make_slot):
    slot = make_slot()
    made = join(slot, "一郎")
    cancel_sign_up(sign_up=made)
    with pytest.raises(NothingToDo):
        cancel_sign_up(sign_up=made)
    assert taken(slot) == 0
    write_mails()
    assert OutgoingMail.objects.filter(purpose="sign_ups.sign_up_cancelled").count() == 1


def test_nothing_is_changed_or_cancelled_after_the_start(make_slot):
    made = join(make_slot(), "一郎")
    now = timezone.now()
    Slot.objects.update(starts_at=now, closes_at=now)
    for act, facts in ((cancel_sign_up, {}), (change_sign_up, {"names": ["二郎"]})):
        with pytest.raises(ActionRefused, match="開始の時刻を過ぎた"):
            act(sign_up=made, **facts)


def test_fewer_people_free_places_for_who_waits(make_slot):
    slot = make_slot(capacity=2)
    first, second = group(slot, "甲", 2), group(slot, "乙")
    change_sign_up(sign_up=first, names=["甲0"])
    second.refresh_from_db()
    assert (second.state, taken(slot), first.people.get().name) == (State.OFFERED, 2, "甲0")
    with pytest.raises(ActionRefused, match="新しく申し込んで"):
        change_sign_up(sign_up=first, names=["甲0", "甲1"])
    with pytest.raises(NothingToDo):
        change_sign_up(sign_up=first, names=["甲0"])


def test_those_who_run_it_decide(make_slot, officer):
    slot = make_slot(capacity=1, method="approval")
    made = [group(slot, name) for name in ("甲", "乙", "丙")]
    assert [one.state for one in made] == [State.APPLIED] * 3
    decide_sign_up(sign_up=made[0], state=State.CONFIRMED, by=officer)
    with pytest.raises(ActionRefused, match="空席は0席"):
        decide_sign_up(sign_up=made[1], state=State.CONFIRMED, by=officer)
    decide_sign_up(sign_up=made[1], state=State.WAITING, by=officer)
    decide_sign_up(sign_up=made[2], state=State.DECLINED, by=officer)
    with pytest.raises(NothingToDo, match="見送り"):
        decide_sign_up(sign_up=made[2], state=State.CONFIRMED, by=officer)
    write_mails()
    told = OutgoingMail.objects.exclude(purpose="sign_ups.sign_up_received").values_list("purpose", flat=True)
    kinds = ["confirmed", "declined", "waiting"]
    assert sorted(told) == [f"sign_ups.sign_up_{kind}" for kind in kinds]
    cancel_sign_up(sign_up=made[0])
    made[1].refresh_from_db()
    assert made[1].state == State.OFFERED


def test_the_capacity_stays_above_the_places_taken(make_slot, officer):
    slot = make_slot(capacity=5)
    group(slot, "甲", 4)
    with pytest.raises(ActionRefused, match="4人が確定または案内中のため、席を1にはできません。あと3席"):
        edit_slot(slot=slot, by=officer, values=values_of(capacity=1))
    set_extra(slot=slot, by=officer, extra=2, reason="控室を使うため")
    edit_slot(slot=slot, by=officer, values={"capacity": 2})
    with pytest.raises(ActionRefused, match="あと1席足りません"):
        set_extra(slot=slot, by=officer, extra=1, reason="控室を使うため")
    entry = AuditEntry.objects.get(verb="sign_ups.seats_added")
    assert entry.facts["reason"] == "控室を使うため"
