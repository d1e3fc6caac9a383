"""Name cards: of those who have a place, with a purpose."""

import pytest
from django.urls import reverse

from common.audit_log.models import AuditEntry
from tests.sign_ups.conftest import join

pytestmark = pytest.mark.django_db


def test_a_card_for_each_person_who_has_a_place(browser, officer, make_slot):
    slot = make_slot(capacity=2)
    join(slot, "見本 太郎", "見本 花子")
    join(slot, "待つ 人", email="b@example.jp")
    address, desk = reverse("sign_ups:name-cards", args=[slot.pk]), browser(officer)
    assert desk.post(address, {"why": ""}).status_code == 400
    page = desk.post(address, {"why": "当日の名札"}).text
    assert page.count('class="name-card"') == 2
    assert "待つ 人" not in page
    assert AuditEntry.objects.get(verb="sign_ups.name_cards_printed").facts == {
        "rows": 1,
        "purpose": "当日の名札",
    }
