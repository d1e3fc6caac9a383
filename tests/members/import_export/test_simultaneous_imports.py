"""Two windows, two secretaries, a colleague in the middle: what is written is what somebody looked at."""

import threading

import pytest
from django.db import connection, transaction

from common import refusals
from common.audit_log.models import AuditEntry
from common.spreadsheets.reading import Row, Table
from members.import_export import actions
from members.import_export.actions import commit_sheet, compare_sheet, fingerprint
from members.import_export.models import SheetImport
from members.organizations.models import Organization
from members.profiles.actions import change_profile
from members.sections.models import Section

pytestmark = pytest.mark.django_db(transaction=True)


def taken_in(kind, header, *rows, by):
    table = Table(header, [Row(number, list(row)) for number, row in enumerate(rows, 2)])
    return compare_sheet(sheet_import=SheetImport(kind=kind, by=by), table=table, file_name="表.csv")


def press(sheet_import, by, outcomes):
    try:
        seen = fingerprint(sheet_import.report)
        outcomes.append(commit_sheet(sheet_import=sheet_import, seen=seen, by=by))
    except refusals.ActionRefused as refusal:
        outcomes.append(str(refusal))
    finally:
        connection.close()


def at_once(*calls):
    outcomes = []
    threads = [threading.Thread(target=press, args=(*call, outcomes)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_a_double_click_writes_once(secretariat, hakodate):
    found = taken_in("organizations", ["団体コード", "会員登録日"], ["012025", "2026-04-01"], by=secretariat)
    assert at_once((found, secretariat), (found, secretariat)) == [True, True]
    assert Organization.objects.filter(local_government=hakodate).count() == 1
    assert AuditEntry.objects.filter(verb="members.organization_added").count() == 1


def test_two_sheets_about_the_same_new_section(secretariat, sakai):
    header = ["団体コード", "担当部署", "共通アドレス"]
    row = ["271403", "新しい課", "new@city.example"]
    one, two = (taken_in("sections", header, row, by=secretariat) for _ in range(2))
    outcomes = at_once((one, secretariat), (two, secretariat))
    assert outcomes.count(True) == 1
    assert next(outcome for outcome in outcomes if outcome is not True) in (False, actions.CHANGED_MEANWHILE)
    assert Section.objects.filter(mailbox="new@city.example").count() == 1
    assert SheetImport.objects.waiting().count() == 1


def test_a_change_that_is_under_way_is_waited_for(secretariat, sakai):
    found = taken_in("organizations", ["団体コード", "読み"], ["271403", "さかい"], by=secretariat)
    outcomes = []
    thread = threading.Thread(target=press, args=(found, secretariat, outcomes))
    with transaction.atomic():
        change_profile(organization=sakai, fields={"name_kana": "さかいのまち"}, by=secretariat)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join()
    assert outcomes == [False]
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかいのまち"
