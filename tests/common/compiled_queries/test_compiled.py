"""Compiled queries: what slots are filled with, and what cannot be compiled."""

import datetime
import re

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from common.compiled_queries.compiled import COMPILED, CompiledQuery, _whole
from common.outbox.models import OutgoingMail
from members.access.viewers import viewer_of
from members.sections.models import Section
from members.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiled():
    """The decorator; what a test compiles is forgotten with it."""
    known = len(COMPILED)
    yield CompiledQuery
    del COMPILED[known:]


def test_a_value_goes_in_each_time(compiled, officer, ward_officer):
    @compiled
    def by_name(*, name):
        return User.objects.filter(name=name)

    assert by_name(name=officer.name) == [officer]
    assert by_name(name=ward_officer.name) == [ward_officer]
    assert by_name.first(name="だれもいない") is None
    assert by_name.plan.cache_info().misses == 1


@pytest.mark.parametrize("number", [2**63, -(2**64), 10**30])
def test_a_number_that_no_column_holds_finds_nothing(compiled, officer, number):
    @compiled
    def by_key(*, pk):
        return User.objects.filter(pk=pk)

    assert by_key(pk=number) == []
    assert by_key(pk=officer.pk) == [officer]


def test_a_person_is_filled_in_by_their_keys(compiled, officer, colleague, ward_officer):
    @compiled
    def own_section(viewer):
        return Section.objects.filter(
            Q(pk=viewer.section_id), organization=viewer.organization, users=viewer
        ).select_related("organization")

    found = [own_section(viewer_of(person)) for person in (officer, colleague, ward_officer)]
    assert found == [[officer.section], [colleague.section], [ward_officer.section]]
    assert found[2][0].organization == ward_officer.organization
    assert own_section.plan.cache_info().misses == 2  # a ward's officer is another shape


def test_annotations_prefetched_rows_and_plain_values(compiled, officer):
    @compiled
    def people(*, section):
        rows = User.objects.filter(section=section).annotate(called=F("name"))
        return rows.prefetch_related("section__users")

    @compiled
    def names(*, section):
        return User.objects.filter(section=section).values_list("name", flat=True).order_by("pk")

    found = people(section=officer.section_id)
    assert {row.called for row in found} == set(names(section=officer.section_id))
    assert officer in found[0].section.users.all()


def test_nobodys_rows_are_not_asked_for(compiled, django_assert_num_queries):
    @compiled
    def nobody(*, name):
        return User.objects.filter(name=name).none()

    with django_assert_num_queries(0):
        assert nobody(name="x") == []
        assert nobody.listing(name="x").count(10) == 0
        assert nobody.listing(name="x").window(0, 20, by_keys=True) == []


def test_a_slot_without_a_value_raises(compiled, officer):
    @compiled
    def by_name(*, name):
        return User.objects.filter(name=name)

    by_name(name="x")
    for values in ({}, {"name": None}, {"called": "x"}):
        with pytest.raises(TypeError, match="name"):
            by_name(**values)
    with pytest.raises(TypeError, match="other"):
        by_name(name="x", other=1)


def test_what_no_slot_takes_raises(compiled):
    @compiled
    def lost(*, name):
        return User.objects.filter(name="x" if name else "y")

    with pytest.raises(TypeError, match="name"):
        lost(name="x")


@pytest.mark.parametrize(
    "use",
    [
        lambda slot: User.objects.filter(name=f"{slot}"),
        lambda slot: User.objects.filter(pk=int(slot)),
        lambda slot: User.objects.all()[: slot.__index__()],
        lambda slot: User.objects.filter(pk=1 if slot == 5 else 2),
        lambda slot: User.objects.filter(pk=1 if slot < 5 else 2),
        lambda slot: User.objects.filter(name="x" if slot in ("a", "b") else "y"),
    ],
)
def test_a_slot_is_never_looked_at(compiled, use):
    @compiled
    def looked_at(*, value):
        return use(value)

    with pytest.raises(TypeError):
        looked_at(value=5)


def test_a_slot_hidden_in_a_list_raises(compiled):
    @compiled
    def hidden(*, word):
        return OutgoingMail.objects.filter(headers__contains=[word])

    with pytest.raises(TypeError):
        hidden(word="x")


def test_a_day_is_never_compiled_in(compiled):
    @compiled
    def joined():
        return User.objects.filter(joined_at__date=datetime.date(2026, 4, 1))

    with pytest.raises(TypeError, match="2026"):
        joined()


def test_only_facts_of_the_shape_are_known(compiled, officer):
    @compiled
    def by_mail(viewer):
        return User.objects.filter(email=viewer.email)

    with pytest.raises(AttributeError, match="email"):
        by_mail(viewer_of(officer))


def test_constants_stand_in_the_text_and_only_slots_are_parameters(compiled, officer):
    """PostgreSQL plans a prepared statement without its parameters: it must know what never varies."""

    @compiled
    def people(*, name):
        rows = User.objects.filter(name=name, role__in=["officer", "representative"], is_active=True)
        return rows.exclude(email__contains="50%'").exclude(email="it's")

    assert people(name=officer.name) == [officer]
    plan = people.plan((), frozenset({"name"}), _whole)
    assert plan.places == ["name"]
    assert "'officer'" in plan.statement
    assert plan.statement.count("%s") == 1
    assert "%%''%%'" in plan.statement


def test_pages_of_a_listing(compiled, officer, colleague, ward_officer):
    @compiled
    def people(viewer, *, joined):
        return User.objects.filter(joined_at__lte=joined, is_active=viewer.is_authenticated).order_by("-pk")

    everybody = list(User.objects.order_by("-pk"))
    listing = people.listing(viewer_of(officer), joined=timezone.now())
    statements = []

    def note(execute, sql, *more):
        statements.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        assert listing.count(1000) == len(everybody)
        assert listing.window(0, 2, by_keys=False) == everybody[:2]
        assert listing.window(1, 2, by_keys=False) == everybody[1:3]
        assert listing.window(1, 2, by_keys=True) == everybody[1:3]
    limits = [re.findall("LIMIT (.+?)(?= OFFSET|[)]|$)", sql) for sql in statements]
    assert limits == [["1000"], ["2"], ["2"], ["2"]]  # one statement each, planned with its limit
    assert listing.count(2) == 2
    assert listing.window(1000, 20, by_keys=True) == []


def test_rows_beside_the_rows_are_compiled_too(
    compiled, officer, colleague, ward_officer, django_assert_num_queries
):
    active = Prefetch("users", User.objects.filter(is_active=True), to_attr="people")

    @compiled
    def sections(*, organization):
        return Section.objects.filter(organization=organization).prefetch_related("users", active)

    User.objects.filter(pk=colleague.pk).update(is_active=False)
    for _ in range(2):
        with django_assert_num_queries(3):
            (section,) = sections(organization=officer.organization.pk)
            assert {officer, colleague} <= set(section.users.all())
            assert all(user.section == section for user in section.users.all())
            assert officer in section.people
            assert colleague not in section.people
    assert section.users.filter(pk__in=[officer.pk, ward_officer.pk]).get() == officer  # still its own alone
    with django_assert_num_queries(1):
        assert sections(organization=0) == []


def test_rows_that_an_annotation_knows_to_be_none_are_not_asked_for(
    compiled, officer, django_assert_num_queries
):
    @compiled
    def sections(*, organization, name):
        people = User.objects.filter(section=OuterRef("pk"), name=name)
        rows = Section.objects.filter(organization=organization).annotate(has_users=Exists(people))
        return rows.prefetch_related("users")

    for name, queries in ((officer.name, 2), ("誰でもない", 1)):
        with django_assert_num_queries(queries):
            (section,) = sections(organization=officer.organization.pk, name=name)
            assert (officer in section.users.all()) is section.has_users
