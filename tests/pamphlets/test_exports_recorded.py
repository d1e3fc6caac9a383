"""What leaves the portal as a file leaves a line in the register, and nobody takes it by the hundred."""

import pytest

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from members.access.rate_limits import EXPORTS
from tests.pamphlets import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def ways(officer, koto):
    """verb -> (address, object, facts) of everything that is taken out."""
    pamphlet = asking.ask(officer, [koto])
    year = japanese_calendar.fiscal_year(japanese_calendar.today())
    return {
        "pamphlets.pamphlet_exported": (f"{pamphlet.get_absolute_url()}answers.xlsx", pamphlet, {}),
        "pamphlets.late_answers_exported": ("/board/pamphlets/late.xlsx", None, {}),
        "pamphlets.pamphlet_summary_exported": ("/board/pamphlets/summary.xlsx", None, {"year": year}),
        "pamphlets.ward_rules_exported": ("/board/pamphlets/wards.xlsx", None, {}),
    }


VERBS = [
    "pamphlets.pamphlet_exported",
    "pamphlets.late_answers_exported",
    "pamphlets.pamphlet_summary_exported",
    "pamphlets.ward_rules_exported",
]


def take(client, address) -> int:
    """The status, after reading all of it."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # closes what it reads from
    return response.status_code


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_taken_out_leaves_a_line(verb, ways, browser, secretariat):
    address, obj, facts = ways[verb]
    assert take(browser(secretariat), address) == 200
    line = AuditEntry.objects.get(verb=verb)
    assert (line.by, line.object_id, line.facts) == (secretariat, str(obj.pk) if obj else "", facts)


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_taken_out_is_counted(verb, ways, browser, secretariat, officer, monkeypatch):
    monkeypatch.setattr(EXPORTS, "by_user", "2/h")
    client, address = browser(secretariat), ways[verb][0]
    assert [take(client, address) for _ in range(3)] == [200, 200, 429]
    assert AuditEntry.objects.filter(verb=verb).count() == 2
    # each person has a count of their own
    assert take(browser(officer), ways["pamphlets.pamphlet_exported"][0]) == 200


def test_who_may_not_take_it_leaves_no_line(ways, browser, visitor, stranger):
    address = ways["pamphlets.late_answers_exported"][0]
    assert visitor.get(address).status_code == 302
    assert browser(stranger).get(address).status_code == 403
    assert not AuditEntry.objects.filter(verb="pamphlets.late_answers_exported").exists()
