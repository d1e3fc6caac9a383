"""The pages of those who run it: numbers, the list, its file; a slot is written, opened, closed."""

import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.audit_log.models import AuditEntry
from sign_ups.joining.actions import cancel_sign_up
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import group
from tests.sign_ups.refusal_table import SLOT
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(browser, officer):
    return browser(officer)


def address(name, slot, *more):
    return reverse(f"sign_ups:{name}", args=[slot.pk, *more])


def test_each_number_stands_on_its_basis(desk, make_slot):
    slot = make_slot(capacity=4)
    for name, size in (("甲", 2), ("乙", 2), ("丙", 3)):
        group(slot, name, size)
    cancel_sign_up(sign_up=SignUp.objects.get(name="甲0"))
    text = " ".join(desk.get(slot.get_absolute_url()).text.split())
    for words in ("定員4人、", "申込5人、", "確定2人、", "空き待ち3人。"):
        assert words in text
    assert "待っている組の人数に足りません" in text


@pytest.mark.parametrize("which", ["list", "panel"])
def test_three_rows_take_as_many_queries_as_one(desk, make_slot, event, which):
    slot = make_slot(capacity=9)
    pages = {"list": slot.get_absolute_url(), "panel": event.get_absolute_url()}
    group(slot, "甲", 2)
    desk.get(pages[which])
    with CaptureQueriesContext(connection) as one:
        desk.get(pages[which])
    for name in "乙丙":
        group(slot, name, 2)
        make_slot(title=name)
    with CaptureQueriesContext(connection) as three:
        desk.get(pages[which])
    assert len(three) == len(one)


def test_a_slot_is_written_opened_changed_and_closed(desk, event):
    new = reverse("sign_ups:slot-new", args=["event", event.pk])
    assert "堺市 企画課" in desk.get(new).text
    made = desk.post(new, SLOT)
    slot = Slot.objects.get()
    assert (made.url, slot.state) == (slot.get_absolute_url(), "draft")
    assert timezone.localtime(slot.closes_at).date() == datetime.date(2050, 4, 1)
    desk.post(address("slot-open", slot))
    made = group(_with_row(slot, event), "甲")
    version = desk.get(address("slot-edit", slot)).context["form"]["version"].value()
    desk.post(address("slot-edit", slot), SLOT | {"place": "大ホール", "version": version})
    write_mails()
    assert mailed_to("sign_ups.slot_changed") == {made.email}
    stale = desk.post(address("slot-edit", slot), SLOT | {"place": "小ホール", "version": version})
    assert (stale.status_code, "ほかの人が先に保存しました" in stale.text) == (409, True)
    desk.post(address("slot-close", slot))
    assert Slot.objects.get().state == "closed"
    verbs = AuditEntry.objects.filter(verb__startswith="sign_ups.slot").values_list("verb", flat=True)
    assert set(verbs) == {f"sign_ups.slot_{did}" for did in ("added", "opened", "edited", "closed")}


def _with_row(slot, row):
    slot.row = row
    return slot


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"capacity": "0"}, "1以上"),
        ({"group_max": "11"}, "10以下"),
        ({"ends": "9:00"}, "終了時刻は、開始時刻より後"),
        ({"closes_on": "2050-04-03"}, "申込期限は、開催日まで"),
        ({"opens_on": "2050-04-02"}, "受付の開始日は、申込期限まで"),
        ({"purge_on": "2050-04-02"}, "催しの日より後"),
        ({"purpose": ""}, "個人情報の利用目的を入力してください。"),
    ],
)
def test_a_slot_that_makes_no_sense_is_refused(desk, event, typed, words):
    response = desk.post(reverse("sign_ups:slot-new", args=["event", event.pk]), SLOT | typed)
    assert (response.status_code, words in response.text) == (400, True)
    assert not Slot.objects.exists()


def test_a_call_is_for_members_alone(desk, call):
    new = reverse("sign_ups:slot-new", args=["call", call.pk])
    assert desk.post(new, SLOT).status_code == 400
    assert desk.post(new, SLOT | {"audience": "members"}).status_code == 302


def test_what_is_no_call_has_no_slots(desk, call, browser, secretariat):
    type(call).objects.filter(pk=call.pk).update(kind="notice")
    for client in (desk, browser(secretariat)):
        assert client.get(reverse("sign_ups:slot-list", args=["call", call.pk])).status_code == 403
    assert desk.get(reverse("sign_ups:slot-list", args=["anything", call.pk])).status_code == 404


def test_names_leave_with_a_purpose_and_a_line_in_the_register(desk, make_slot):
    slot = make_slot()
    group(slot, "=甲", 2)
    assert desk.post(address("slot-sheet", slot), {"why": ""}).status_code == 400
    response = desk.post(address("slot-sheet", slot), {"why": "受付名簿の印刷"})
    rows = list(load_workbook(io.BytesIO(response.getvalue())).active.values)
    assert [row[2] for row in rows] == ["参加者", "=甲0", "=甲1"]
    facts = AuditEntry.objects.get(verb="sign_ups.names_exported").facts
    assert facts["purpose"] == "受付名簿の印刷"


def test_those_who_run_it_cancel_and_decide_and_add_seats(desk, make_slot):
    slot = make_slot(capacity=1, method="approval")
    first, second = group(slot, "甲"), group(slot, "乙")
    decide = [address("sign-up-decide", slot, one.pk) for one in (first, second)]
    assert desk.post(decide[0], {"state": "cancelled"}).status_code == 400
    desk.post(decide[0], {"state": "confirmed"})
    assert "空席は0席" in desk.post(decide[1], {"state": "confirmed"}, follow=True).text
    assert desk.post(address("slot-seats", slot), {"extra": "1", "reason": ""}).status_code == 400
    desk.post(address("slot-seats", slot), {"extra": "1", "reason": "補助席"})
    desk.post(decide[1], {"state": "confirmed"})
    assert Slot.objects.get().taken == 2
    end = address("sign-up-end", slot, first.pk)
    assert "取り消しますか" in desk.get(end).text
    desk.post(end)
    assert (SignUp.objects.get(pk=first.pk).state, Slot.objects.get().taken) == ("cancelled", 1)
    other = make_slot(title="別の枠")
    assert desk.post(address("sign-up-end", other, second.pk)).status_code == 404
