import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType

from common.audit_log.actions import record
from common.audit_log.models import AuditEntry
from common.audit_log.queries import entries_of
from members.sections.models import Section


def test_record_writes_who_did_what_to_what(officer, sakai):
    entry = record(
        by=officer, verb="members.organization_changed", obj=sakai, day=datetime.date(2026, 4, 1), n=3
    )
    entry.refresh_from_db()
    assert (entry.by, entry.by_name, entry.object_name) == (officer, "堺 花子", "大阪府堺市")
    assert entry.facts == {"day": "2026-04-01", "n": 3}
    assert list(entries_of(sakai)) == [entry]


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_record_without_a_person(sakai, nobody):
    entry = record(by=nobody, verb="common.cleaned", obj=sakai)
    assert (entry.by, entry.by_name) == (None, "")


def test_record_without_an_object(officer):
    entry = record(by=officer, verb="common.exported", obj=None)
    assert (entry.object_type, entry.object_id, entry.object_name) == (None, "", "")


def test_record_outlives_object_and_person(officer, sakai):
    section = Section.objects.create(organization=sakai, name="廃止課", mailbox="x@city.example")
    entry = record(by=officer, verb="members.section_deleted", obj=section)
    section.delete()
    officer.delete()
    entry.refresh_from_db()
    assert (entry.by, entry.by_name) == (None, "堺 花子")
    assert entry.object_name == "大阪府堺市 廃止課"
    assert entry.object_type == ContentType.objects.get_for_model(Section)


def test_entries_of_are_of_that_object_only_newest_first(officer, sakai, kushiro):
    first, _, third = (record(by=officer, verb="x", obj=obj) for obj in (sakai, kushiro, sakai))
    assert list(entries_of(sakai)) == [third, first]


def test_entries_of_costs_one_query(officer, sakai, django_assert_num_queries):
    for _ in range(3):
        record(by=officer, verb="x", obj=sakai)
    with django_assert_num_queries(1):
        assert [entry.by.name for entry in entries_of(sakai)] == ["堺 花子"] * 3


def test_record_cuts_a_name_that_is_too_long(officer, make_organization):
    long = make_organization("市" * 60, prefecture="北海道")
    long.name = "長" * 500
    assert len(record(by=officer, verb="x", obj=long).object_name) == 200
    assert AuditEntry.objects.count() == 1
