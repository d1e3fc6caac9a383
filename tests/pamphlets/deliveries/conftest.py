"""A request that two wards took, and how far its copies are."""

import datetime

import pytest
from django.utils import timezone

from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.actions import Parcel, dispatch_copies, receive_copies
from pamphlets.deliveries.models import Delivery
from tests.pamphlets.deliveries.deliveries import days_ago


@pytest.fixture
def taken(pamphlet, ward_officer, minato_officer, koto, minato, answer_of):
    """江東区 takes 300 copies, 港区 200; both answered five days ago."""
    for by, ward, copies in ((ward_officer, koto, 300), (minato_officer, minato, 200)):
        answer_pamphlet(answer=answer_of(pamphlet, ward), state="accepted", copies=copies, by=by)
    WardAnswer.objects.update(answered_at=timezone.now() - datetime.timedelta(days=5))
    pamphlet.refresh_from_db()
    return pamphlet


@pytest.fixture
def own(taken, koto, answer_of):
    return answer_of(taken, koto)


@pytest.fixture
def sent(taken, own, officer):
    dispatch_copies(
        pamphlet=taken,
        parcels=[Parcel(own.pk, 2, "1234")],
        on=days_ago(3),
        carrier="見本運輸",
        by=officer,
    )
    return Delivery.objects.get()


@pytest.fixture
def arrived(sent, own, ward_officer):
    return receive_copies(answer=own, on=days_ago(2), count=290, by=ward_officer)
