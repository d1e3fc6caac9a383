import datetime
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from openpyxl import load_workbook

from common.audit_log.models import AuditEntry
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from members.directory.filters import DirectoryFilter
from members.directory.spreadsheets import sheet_rows
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def some(sakai, kushiro, koto, secretariat_body, make_organization):
    make_organization("見本協議会", kind="association", kana="みほん")
    make_organization("見本村", code="479999", prefecture="沖縄県", kana="みほんそん", member=False)


def page_of(client, query=""):
    return client.get(f"/members/{query}").content.decode()


def test_the_directory_groups_by_prefecture_in_code_order(visitor, some):
    page = page_of(visitor)
    places = [page.index(text) for text in (">釧路市<", ">江東区<", ">堺市<", ">見本協議会<")]
    assert places == sorted(places)
    assert "見本村" not in page
    assert ">特別区長会事務局</a>" not in page
    assert "所在地不明" in page


@pytest.mark.parametrize(
    ("query", "found", "missing"),
    [
        ("?prefecture=27", "堺市", "釧路市"),
        ("?prefecture=大阪府", "堺市", "釧路市"),
        ("?kind=special_ward", "江東区", "堺市"),
        ("?q=サカイ", "堺市", "江東区"),
        ("?q=大阪府堺", "堺市", "江東区"),
        ("?sort=kana", "堺市", "見本村"),
        ("?prefecture=99&kind=x&sort=y&page=abc", "堺市", "見本村"),
    ],
)
def test_filters_narrow_the_directory(visitor, some, query, found, missing):
    page = page_of(visitor, query)
    assert f">{found}<" in page
    assert f">{missing}<" not in page


@pytest.mark.parametrize(
    "query", ["", "prefecture=27", "prefecture=47", "kind=special_ward", "q=市", "q=市&prefecture=27"]
)
def test_the_numbers_of_prefectures_add_up_to_the_rows(some, query):
    chosen = DirectoryFilter(QueryDict(query))
    assert chosen.total(chosen.numbers(AnonymousUser())) == chosen.bare_rows(AnonymousUser()).count()


def test_an_empty_result_says_what_to_do(visitor, some):
    assert "当てはまる会員はありません" in page_of(visitor, "?q=%00zzz")


def test_sorted_by_reading(visitor, some):
    page = page_of(visitor, "?sort=kana")
    assert page.index(">釧路市<") < page.index(">江東区<") < page.index(">堺市<")


@pytest.mark.usefixtures("no_cast")
def test_directory_costs_the_same_for_one_and_three(visitor, wards, django_assert_num_queries):
    wards(1)
    with django_assert_num_queries(3):
        page_of(visitor)
    Organization.objects.all().delete()
    LocalGovernment.objects.all().delete()
    wards(3)
    with django_assert_num_queries(3):
        assert page_of(visitor).count('class="tag tag--ward"') == 3


def test_the_page_of_a_member_hides_contacts_from_the_public(visitor, browser, stranger, sakai, officer):
    public = visitor.get("/members/271403/").content.decode()
    section = sakai.sections.get()
    for secret in (section.mailbox, section.telephone, officer.name, officer.email):
        assert secret not in public
    member = browser(stranger).get("/members/271403/").content.decode()
    assert section.mailbox in member
    assert section.telephone in member
    assert officer.name not in member


def test_a_body_that_is_no_member_has_no_page(visitor, browser, secretariat, make_organization):
    former = make_organization("見本村", code="479999", prefecture="沖縄県")
    former.withdrawn_on = datetime.date(2026, 1, 1)
    former.save()
    assert visitor.get("/members/479999/").status_code == 404
    assert browser(secretariat).get("/members/479999/").status_code == 200
    assert visitor.get("/members/999999999/").status_code == 404


def test_the_plain_number_of_a_body_with_code_leads_to_its_code(visitor, sakai):
    assert visitor.get(f"/members/{sakai.pk}/").url == "/members/271403/"


def test_the_sheet_is_for_members_and_keeps_codes_as_text(visitor, browser, officer, stranger, some):
    assert visitor.get("/members/directory.xlsx").status_code == 302
    stranger.section.organization.withdrawn_on = datetime.date(2026, 1, 1)
    stranger.section.organization.save()
    assert browser(stranger).get("/members/directory.csv").status_code == 403
    answer = browser(officer).get("/members/directory.xlsx?prefecture=27")
    rows = list(load_workbook(io.BytesIO(b"".join(answer))).active.values)
    assert rows[1][:4] == ("271403", "大阪府", "堺市", "さかいし")
    assert len(rows) == 2
    csv = b"".join(browser(officer).get("/members/directory.csv")).decode("utf-8-sig")
    assert "131083" in csv
    assert officer.name not in csv
    assert AuditEntry.objects.filter(verb="members.directory_exported", by=officer).count() == 2


@pytest.mark.usefixtures("no_cast")
def test_the_sheet_costs_the_same_for_one_and_three(wards, officer, django_assert_num_queries):
    for count in (1, 3):
        Organization.objects.special_wards().delete()
        LocalGovernment.objects.filter(kind="special_ward").delete()
        wards(count)
        with django_assert_num_queries(2):
            _, rows = sheet_rows(DirectoryFilter({"kind": "special_ward"}), officer)
        assert len(rows) == count


def test_names_are_escaped(visitor, make_organization):
    make_organization("<b>見本</b>", kind="association", prefecture="東京都")
    assert "&lt;b&gt;見本" in page_of(visitor)


def test_members_are_found_by_reading_in_the_index(sakai):
    refresh_index_now(sakai)
    found = search_texts("さかい", audiences=["public"])
    assert [row.title for row in found.rows] == ["大阪府堺市"]
    sakai.withdrawn_on = datetime.date(2026, 1, 1)
    sakai.save()
    refresh_index_now(sakai)
    assert search_texts("さかい", audiences=["public"]).count == 0
