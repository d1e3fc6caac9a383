"""When a call for exhibitors is open, and that its capacity is never exceeded."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from common.japanese_calendar import today
from events.calls.models import CallRole, ExhibitorCall
from events.participations.models import Role

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("event_fields", "fields", "is_open"),
    [
        ({}, {}, True),
        ({"draft": True}, {}, False),
        ({"holding": "cancelled"}, {}, False),
        ({}, {"opened_at": None, "opened_by": None}, False),
        ({}, {"apply_until": today() - DAY}, False),
        ({}, {"opens_on": today() + DAY}, False),
        ({"starts_on": today() - DAY}, {}, False),
        ({"starts_on": today() - DAY, "ends_on": today()}, {}, True),
        ({"starts_on": None, "date_precision": "unknown"}, {}, True),
    ],
)
def test_call_is_open(make_event, secretariat, event_fields, fields, is_open):
    opened = {"opened_at": timezone.now(), "opened_by": secretariat, "apply_until": today() + DAY}
    event = make_event(**{"starts_on": today() + DAY} | event_fields)
    call = ExhibitorCall.objects.create(event=event, **opened | fields)
    assert call.is_open == ExhibitorCall.objects.open().exists() == is_open


def test_no_more_are_accepted_than_there_is_room(make_event):
    call = ExhibitorCall.objects.create(event=make_event())
    role = CallRole.objects.create(call=call, role=Role.BOOTH, capacity=1, taken=1)
    assert role.is_full
    with pytest.raises(IntegrityError):
        CallRole.objects.filter(pk=role.pk).update(taken=2)


def test_call_without_deadline_cannot_be_opened(make_event, secretariat):
    with pytest.raises(IntegrityError):
        ExhibitorCall.objects.create(event=make_event(), opened_at=timezone.now(), opened_by=secretariat)
