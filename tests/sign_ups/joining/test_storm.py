"""Fifty at once for the last place."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from sign_ups.joining.views import SIGN_UPS
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from tests.threads import in_threads

MANY = 50


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_of_fifty_has_the_last_place_and_the_others_wait_in_order(make_slot, monkeypatch):
    monkeypatch.setattr(SIGN_UPS, "by_network", "")  # its counter stays from test to test
    slot = make_slot(capacity=1)
    address = reverse("sign_ups:slot-join", args=[slot.pk])

    def post(number):
        typed = {"name": f"人{number}", "email": f"p{number}@example.jp", "group_rule": "whole"}
        return lambda: Client().post(address, typed).status_code

    statuses = in_threads(*(post(number) for number in range(MANY)))
    assert statuses == [302] * MANY
    rows = list(SignUp.objects.order_by("pk").values_list("state", flat=True))
    assert rows == ["confirmed"] + ["waiting"] * (MANY - 1)
    assert list(SignUp.objects.order_by("made_at").values_list("pk", flat=True)) == sorted(
        SignUp.objects.values_list("pk", flat=True)
    )
    assert Slot.objects.get().taken == 1
    oversold = pytest.raises(IntegrityError, match="slot_not_oversold")
    with oversold, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE sign_ups_slot SET taken = taken + 1")
