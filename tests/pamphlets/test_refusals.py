"""Every address of the pamphlets × everybody: the statuses of refusal_table.py, none without a line."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from common import japanese_calendar
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules.models import WardClosure, WardPlace
from tests.pamphlets import asking
from tests.pamphlets.refusal_table import PUBLIC, READS, WRITES
from tests.refusals import CAST, rolled_back_status, status_of, url_names

LINES = READS | WRITES
pytestmark = pytest.mark.django_db


def test_every_address_of_the_pamphlets_has_its_line():
    missing = sorted(url_names("pamphlets") - set(LINES) - PUBLIC)
    assert not missing, (
        f"No line in tests/pamphlets/refusal_table.py for {missing}: say in READS or WRITES what stands in"
        f" the address, what is posted, and the status of each of {CAST}."
    )
    assert not set(LINES) - url_names("pamphlets"), "These lines have no address any more."


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def subjects(cast, koto):
    """What a line can name: each is made for one line and person, and rolled back."""
    officer = cast["officer"]
    return {
        "pamphlet": lambda: asking.ask(officer, [koto]),
        "pamphlet_draft": lambda: PamphletRequest.objects.create(
            state="draft",
            saved_by=officer,
            organization=officer.organization,
            section=officer.section,
            author=officer,
            author_name=officer.name,
            title="観光パンフレット",
        ),
        "ward": lambda: koto,
        "place": lambda: WardPlace.objects.create(ward=koto, name="区役所"),
        "closure": lambda: WardClosure.objects.create(
            ward=koto, starts_on=japanese_calendar.today(), ends_on=japanese_calendar.today()
        ),
    }


@pytest.mark.parametrize("name", LINES)
def test_everybody_gets_their_status(name, cast, subjects, browser):
    line = LINES[name]
    make = subjects.get(line.subject)
    got = {who: rolled_back_status(make, f"pamphlets:{name}", line, browser(cast[who])) for who in CAST}
    assert got == line.expected


@pytest.mark.parametrize("name", sorted(WRITES))
def test_who_may_not_write_may_not_open_the_form(name, cast, subjects, browser):
    line = WRITES[name]
    make = subjects.get(line.subject)
    for who, status in line.expected.items():
        if status in (403, 404):
            client = browser(cast[who])
            assert rolled_back_status(make, f"pamphlets:{name}", line, client, "get") in (status, 405), who


@pytest.mark.parametrize("name", LINES)
def test_visitors_and_former_members_get_nothing(name, cast, subjects, browser, visitor):
    line = LINES[name]
    address = f"pamphlets:{name}"
    with transaction.atomic():
        subject = subjects[line.subject]() if line.subject in subjects else None
        assert status_of(address, line, subject, visitor) == 401
        suspended, former = browser(cast["officer"]), browser(cast["colleague"])
        cast["officer"].is_active = False
        cast["officer"].save(update_fields=["is_active"])
        assert status_of(address, line, subject, suspended) == 401
        organization = cast["colleague"].organization
        organization.withdrawn_on = timezone.localdate() - datetime.timedelta(days=1)
        organization.save(update_fields=["withdrawn_on"])
        assert status_of(address, line, subject, former) == 403
        transaction.set_rollback(True)
