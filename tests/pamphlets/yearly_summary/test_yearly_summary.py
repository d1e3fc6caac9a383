"""The yearly summary: what each sees, and whether the numbers are right."""

import datetime
import io

import openpyxl
import pytest
from django.utils import timezone

from common import japanese_calendar
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.models import Delivery
from pamphlets.requests.models import PamphletRequest
from pamphlets.yearly_summary.queries import by_owner, by_ward

URL = "/board/pamphlets/summary/"


def at(day):
    return datetime.datetime.combine(day, datetime.time(12), timezone.get_default_timezone())


@pytest.fixture
def year(make_pamphlet, officer, stranger, ward_officer, koto, minato):
    """堺市 asked two wards on 30 April 2024, 釧路市 one ward on 31 March 2025, one withdrew."""
    asked = datetime.date(2024, 4, 30)
    first = make_pamphlet(officer, [koto, minato], copies_available=900)
    last = make_pamphlet(stranger, [koto], copies_available=70)
    gone = make_pamphlet(officer, [koto], copies_available=5000)
    PamphletRequest.objects.filter(pk=first.pk).update(sent_at=at(asked))
    PamphletRequest.objects.filter(pk=last.pk).update(sent_at=at(datetime.date(2025, 3, 31)))
    PamphletRequest.objects.filter(pk=gone.pk).update(
        sent_at=at(asked),
        state="withdrawn",
        withdrawn_at=timezone.now(),
        withdrawn_by=officer,
        withdrawn_reason="x",
    )
    # from 30 April over the holidays 3 to 6 May 2024
    answer(first, koto, datetime.date(2024, 5, 7), 300, 4)
    answer(first, minato, datetime.date(2024, 5, 1), 100, 1)
    answer(last, koto, datetime.date(2025, 4, 1), 50, 1)
    Delivery.objects.create(
        answer=first.answers.get(organization=koto),
        dispatched_on=asked,
        dispatched_by=officer,
        received_on=asked,
        received_count=300,
        received_by=ward_officer,
        finished_on=asked,
        handed_out=280,
        left_over=20,
        finished_by=ward_officer,
    )
    return 2024


def answer(pamphlet, ward, day, copies, places):
    WardAnswer.objects.filter(pamphlet=pamphlet, organization=ward).update(
        state="accepted", copies=copies, places=places, answered_at=at(day)
    )


def test_numbers_by_ward(year, koto, minato, ota):
    found = by_ward(year)
    lines = {line.organization.name: line for line in found.lines}
    one = lines["江東区"]
    assert (one.requests, one.accepted, one.copies, one.places, one.handed_out) == (2, 2, 350, 5, 280)
    waited = [
        japanese_calendar.working_days_between(datetime.date(2024, 4, 30), datetime.date(2024, 5, 7)),
        japanese_calendar.working_days_between(datetime.date(2025, 3, 31), datetime.date(2025, 4, 1)),
    ]
    assert waited == [3, 1]
    assert one.median == 2
    assert (lines["港区"].median, lines["大田区"].median, lines["大田区"].requests) == (1, None, 0)
    assert (found.total.requests, found.total.accepted, found.total.copies) == (2, 3, 450)
    assert found.total.median == 1


def test_numbers_by_owner(year, sakai, kushiro):
    found = by_owner(year)
    assert [(line.organization, line.offered, line.copies) for line in found.lines] == [
        (sakai, 900, 400),
        (kushiro, 70, 50),
    ]
    assert found.total.offered == 970
    assert [line.organization for line in by_owner(year, owner=kushiro).lines] == [kushiro]


def test_31_march_and_1_april_are_two_years(year):
    assert by_ward(2023).total.requests == 0
    assert by_ward(2025).total.requests == 0


def test_who_sees_what(browser, visitor, year, officer, reader, stranger, ward_officer, secretariat):
    assert visitor.get(URL).status_code == 302
    pages = {
        who: browser(who).get(URL, {"year": year}).content.decode()
        for who in (officer, reader, stranger, ward_officer, secretariat)
    }
    for who, page in pages.items():
        assert ("区ごと" in page) == (who in (ward_officer, secretariat))
        assert ("依頼元ごと" in page) == (who is secretariat)
    assert "大阪府堺市の依頼" in pages[officer]
    assert "大阪府堺市の依頼" in pages[reader]
    assert "大阪府堺市" not in pages[stranger]
    assert "江東区の回答" in pages[ward_officer]


def test_the_codes_of_the_wards_cost_no_query_each(year, koto, minato, ota, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert all(line.organization.local_government.code for line in by_ward(year).lines)


def test_the_sheet_shows_no_more_than_the_page(browser, year, officer, ward_officer, secretariat):
    found = {}
    for who in (officer, ward_officer, secretariat):
        response = browser(who).get("/board/pamphlets/summary.xlsx", {"year": year})
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        found[who] = {sheet.title: list(sheet.values) for sheet in book}
    assert list(found[officer]) == ["自団体"]
    assert list(found[ward_officer]) == ["区ごと（回答の見える依頼）"]
    assert list(found[secretariat]) == ["区ごと", "依頼元ごと"]
    assert found[officer]["自団体"][1][:4] == ("271403", "大阪府堺市", 1, 900)


@pytest.mark.parametrize("typed", ["", "0000", "9999", "２０２６", "\x00", "x" * 5000, "1999"])
def test_any_year_gives_a_page(browser, officer, typed):
    assert browser(officer).get(URL, {"year": typed}).status_code == 200


def test_the_summary_costs_the_same_for_one_and_three(
    browser, secretariat, officer, stranger, make_pamphlet, koto, minato, django_assert_num_queries
):
    client = browser(secretariat)
    make_pamphlet(officer, [koto])
    client.get(URL)
    with django_assert_num_queries(7):
        client.get(URL)
    for _ in range(2):
        make_pamphlet(stranger, [koto, minato])
    with django_assert_num_queries(7):
        client.get(URL)
