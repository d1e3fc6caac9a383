"""Whatever takes many rows out of the two rooms is limited and leaves a line in the register."""

import pytest
from django.urls import get_resolver, reverse

from common.audit_log.models import AuditEntry
from common.labels import verb_label
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


def take(client, address) -> int:
    """The status, after reading all of it."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # closes what it reads from
    return response.status_code


ADDRESSES = sorted(exports())


def test_there_are_exports():
    assert len(ADDRESSES) >= 6


@pytest.mark.parametrize(("name", "parts"), ADDRESSES)
def test_an_export_is_limited_and_recorded(name, parts, browser, secretariat, of_rooms, monkeypatch):
    item = of_rooms[name.split(":")[0]]
    address, client = reverse(name, args=[item.pk for _ in parts]), browser(secretariat)
    monkeypatch.setattr(EXPORTS, "by_user", "1/h")
    before = AuditEntry.objects.count()
    assert take(client, address) == 200, address
    assert AuditEntry.objects.count() == before + 1
    line = AuditEntry.objects.latest("pk")
    assert (line.by, line.object_id) == (secretariat, str(item.pk) if parts else "")
    assert verb_label(line.verb) != line.verb
    assert take(client, address) == 429
    assert AuditEntry.objects.count() == before + 1


def test_each_person_has_a_count_of_their_own(browser, secretariat, officer, of_rooms, monkeypatch):
    monkeypatch.setattr(EXPORTS, "by_user", "1/h")
    address = reverse("pamphlets:pamphlet-xlsx", args=[of_rooms["pamphlets"].pk])
    assert [take(browser(person), address) for person in (secretariat, officer)] == [200, 200]


@pytest.mark.parametrize("name", ["pamphlets:pamphlet-late-xlsx", "inquiries:late-xlsx"])
def test_who_may_not_take_it_leaves_no_line(name, browser, visitor, stranger):
    assert take(visitor, reverse(name)) == 302
    assert take(browser(stranger), reverse(name)) == 403
    assert not AuditEntry.objects.filter(verb__endswith="late_answers_exported").exists()
