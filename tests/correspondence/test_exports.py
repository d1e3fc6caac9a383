"""Whatever takes many rows out of the two rooms is limited and leaves a line in the register."""

import pytest
from django.urls import get_resolver, reverse

from common.audit_log.models import AuditEntry
from members.access.rate_limits import EXPORTS

pytestmark = pytest.mark.django_db
ENDINGS = ("xlsx", "zip", "csv")


def exports():
    """(name of the address, its parts) of both rooms."""
    for room in ("inquiries", "pamphlets"):
        _, resolver = get_resolver().namespace_dict[room]
        for name, found in resolver.reverse_dict.items():
            if isinstance(name, str):
                [(address, parts)] = found[0][0:1]
                if address.endswith(ENDINGS):
                    yield f"{room}:{name}", tuple(parts)


ADDRESSES = sorted(exports())


def test_there_are_exports():
    assert len(ADDRESSES) >= 6


@pytest.mark.parametrize(("name", "parts"), ADDRESSES)
def test_an_export_is_limited_and_recorded(name, parts, browser, secretariat, of_rooms, monkeypatch):
    address = reverse(name, args=[of_rooms[name.split(":")[0]].pk for _ in parts])
    client = browser(secretariat)
    monkeypatch.setattr(EXPORTS, "by_user", "1/h")
    before = AuditEntry.objects.count()
    response = client.get(address)
    assert response.status_code == 200, address
    if response.streaming:
        b"".join(response.streaming_content)  # closes what it reads from
    assert AuditEntry.objects.count() == before + 1
    assert client.get(address).status_code == 429
