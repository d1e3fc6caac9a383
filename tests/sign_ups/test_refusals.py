"""Every address of those who run sign-ups × everybody: the statuses of refusal_table.py."""

import datetime

import pytest
from django.utils import timezone

from sign_ups.door_codes.actions import make_door_code
from sign_ups.mailings.actions import draft_mailing
from sign_ups.surveys.actions import save_survey
from tests.refusals import CAST, EveryAddress, Table
from tests.sign_ups.conftest import group
from tests.sign_ups.refusal_table import TABLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def subjects(event, call, make_slot, officer):
    def applied():
        slot = make_slot(method="approval")
        return {"pk": slot.pk, "sign_up": group(slot, "甲").pk}

    def mailing():
        slot = make_slot()
        values = {"audience": "confirmed", "subject": "持ち物", "text": "筆記用具"}
        return {"pk": slot.pk, "mailing": draft_mailing(slot=slot, by=officer, values=values).pk}

    def survey():
        slot = make_slot(purge_on=datetime.date(2050, 5, 1))
        values = {"closes_on": datetime.date(2050, 4, 1)}
        return {"pk": save_survey(slot=slot, by=officer, values=values).slot_id}

    def door_code():
        code = make_door_code(row=event, role="lead", valid_on=timezone.localdate(), by=officer)
        return {"key": "event", "pk": event.pk, "code": code.pk}

    return {
        "door_code": door_code,
        "event": lambda: {"key": "event", "pk": event.pk},
        "slot": make_slot,
        "applied": applied,
        "mailing": mailing,
        "survey": survey,
        "call_slot": lambda: make_slot(call, audience="members"),
    }


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


class TestEveryAddress(EveryAddress):
    table = Table("sign_ups", TABLE)
    # of a call on the board, which all members read: its organisation and the secretariat alone
    states = {
        "call_slot": {
            "slot-detail": "403 200 200 403 403 200",
            "slot-sheet": "403 200 200 403 403 200",
            "slot-edit": "403 400 400 403 403 400",
        }
    }
