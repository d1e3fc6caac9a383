"""What must always be true of a row, also behind the back of the forms."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest

DAY = datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"copies_available": 0}, "pamphlet_copies_positive"),
        ({"copies_available": 1_000_001}, "pamphlet_copies_positive"),
        ({"copies_accepted": 1001}, "pamphlet_not_oversold"),
        ({"minimum_per_ward": 0}, "pamphlet_minimum_within_copies"),
        ({"minimum_per_ward": 1001}, "pamphlet_minimum_within_copies"),
        (
            {"period_from": DAY, "period_until": DAY - datetime.timedelta(days=1)},
            "pamphlet_period_in_order",
        ),
        ({"closed_at": timezone.now()}, "pamphletrequest_closed_whole"),
        ({"state": "closed"}, "pamphletrequest_closed_with_state"),
        ({"state": "withdrawn"}, "pamphletrequest_withdrawn_whole"),
        ({"withdrawn_reason": "中止です。"}, "pamphletrequest_withdrawn_whole"),
    ],
)
def test_pamphlet_constraints(pamphlet, changed, name):
    with pytest.raises(IntegrityError, match=name):
        PamphletRequest.objects.filter(pk=pamphlet.pk).update(**changed)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"state": "accepted", "copies": 5}, "wardanswer_answered_whole"),
        ({"answered_at": timezone.now()}, "wardanswer_answered_whole"),
        ({"copies": 5}, "wardanswer_copies_with_accepted"),
        ({"places": 5}, "wardanswer_copies_with_accepted"),
    ],
)
def test_ward_answer_constraints(pamphlet, koto, changed, name):
    with pytest.raises(IntegrityError, match=name):
        WardAnswer.objects.filter(pamphlet=pamphlet, organization=koto).update(**changed)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"state": "accepted"}, "wardanswer_copies_with_accepted"),
        ({"state": "accepted", "copies": 0}, "wardanswer_copies_with_accepted"),
        ({"state": "declined"}, "wardanswer_declined_with_reason"),
    ],
)
def test_ward_answer_constraints_of_an_answer(pamphlet, koto, ward_officer, changed, name):
    answered = {"answered_at": timezone.now(), "answered_by": ward_officer}
    with pytest.raises(IntegrityError, match=name):
        WardAnswer.objects.filter(pamphlet=pamphlet, organization=koto).update(**answered, **changed)


def test_ward_answer_is_once_per_ward(pamphlet, koto):
    with pytest.raises(IntegrityError, match="wardanswer_once"):
        WardAnswer.objects.create(pamphlet=pamphlet, organization=koto)
