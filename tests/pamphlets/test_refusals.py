"""Every address of the pamphlets × everybody: the statuses of refusal_table.py."""

import pytest

from common import japanese_calendar
from correspondence.sending.actions import ask_approval
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import change_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies, receive_copies
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.models import ApprovalRule
from pamphlets.ward_rules.models import WardClosure, WardPlace
from tests.pamphlets import asking
from tests.pamphlets.changes.test_changes import values_of
from tests.pamphlets.refusal_table import CAST, READS, STATES, WRITES
from tests.refusals import EveryAddress, Table

TABLE = Table("pamphlets", READS | WRITES, CAST)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def subjects(cast, koto, make_draft, sakai):
    """What a line can name."""
    officer, ward = cast["officer"], cast["ward_officer"]

    def needs_approval():
        ApprovalRule.objects.create(organization=sakai, needs_approval=True)
        return make_draft(officer)

    def in_review():
        return ask_approval(item=needs_approval(), by=cast["colleague"], version=1)

    def taken():
        pamphlet = asking.ask(officer, [koto])
        answer_pamphlet(answer=pamphlet.answers.get(), state="accepted", copies=100, by=ward)
        return pamphlet

    def on_its_way():
        pamphlet = taken()
        parcels, today = [Parcel(pamphlet.answers.get().pk)], japanese_calendar.today()
        dispatch_copies(pamphlet=pamphlet, parcels=parcels, on=today, carrier="", by=officer)
        return pamphlet

    def received():
        pamphlet = on_its_way()
        receive_copies(answer=pamphlet.answers.get(), on=japanese_calendar.today(), count=100, by=ward)
        return pamphlet

    def step():
        pamphlet = asking.ask(officer, [koto])
        values = values_of(pamphlet, description="新しい内容")
        change_pamphlet(pamphlet=pamphlet, by=officer, version=pamphlet.version, values=values, files=[])
        return {"pk": pamphlet.pk, "step_pk": pamphlet.steps.get(kind="changed").pk}

    def pamphlet_answer():
        pamphlet = taken()
        return {"pk": pamphlet.pk, "answer_pk": pamphlet.answers.get().pk}

    return {
        "step": step,
        "pamphlet_answer": pamphlet_answer,
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
        "needs_approval": needs_approval,
        "in_review": in_review,
        "taken": taken,
        "on_its_way": on_its_way,
        "received": received,
        "ward": lambda: koto,
        "place": lambda: WardPlace.objects.create(ward=koto, name="区役所"),
        "closure": lambda: WardClosure.objects.create(
            ward=koto, starts_on=japanese_calendar.today(), ends_on=japanese_calendar.today()
        ),
    }


class TestEveryAddress(EveryAddress):
    table, states = TABLE, STATES
