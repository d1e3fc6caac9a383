"""Every address of members × everybody: the statuses of refusal_table.py."""

import pytest
from django.urls import reverse

from tests.members.refusal_table import NAMED_IN_QUERY, OWN_READS, OWN_WRITES, READS, WRITES
from tests.members.subjects import Subjects
from tests.refusals import Table

MEMBERS = Table("members", READS | WRITES)
OWN = Table("organization", OWN_READS | OWN_WRITES)
each_subject = pytest.mark.parametrize(
    ("table", "subject"),
    [
        pytest.param(table, subject, id=f"{table.namespace}-{subject}")
        for table in (MEMBERS, OWN)
        for subject in table.subjects
    ],
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def make(request, subject, cast):
    return getattr(Subjects(request), subject)


@each_subject
def test_everybody_gets_their_status(table, subject, make, clients):
    table.assert_statuses(subject, make, clients)


@each_subject
def test_what_is_sent_again_adds_nothing(table, subject, make, clients):
    table.assert_sent_twice(subject, make, clients)


@each_subject
def test_visitors_and_former_members_get_nothing(table, subject, make, clients, cast):
    table.assert_closed(subject, make, clients, cast)


@pytest.mark.parametrize("name", NAMED_IN_QUERY)
def test_only_the_secretariat_names_another_organization(name, sakai, clients, cast):
    address = reverse(f"organization:{name}", query={"organization": sakai.pk})
    assert clients["secretariat"].get(address).context["organization"] == sakai
    assert clients["stranger"].get(address).context["organization"] == cast["stranger"].organization
