"""Every address of the pamphlets × everybody: the statuses of refusal_table.py, none without a line."""

import pytest

from common import japanese_calendar
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules.models import WardClosure, WardPlace
from tests.pamphlets import asking
from tests.pamphlets.refusal_table import PUBLIC, READS, WRITES
from tests.refusals import Table

TABLE = Table("pamphlets", READS | WRITES, PUBLIC)
pytestmark = pytest.mark.django_db


def test_every_address_of_the_pamphlets_has_its_line():
    TABLE.assert_complete()


@pytest.fixture
def subjects(cast, koto):
    """What a line can name."""
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


@pytest.mark.parametrize("subject", TABLE.subjects)
def test_everybody_gets_their_status(subject, subjects, clients):
    TABLE.assert_statuses(subject, subjects.get(subject), clients)


@pytest.mark.parametrize("subject", TABLE.subjects)
def test_visitors_and_former_members_get_nothing(subject, subjects, clients, cast):
    TABLE.assert_closed(subject, subjects.get(subject), clients, cast)
