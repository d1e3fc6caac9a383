"""A public report of an event that is not over any more, or was not held, goes back to its writers."""

import datetime

import pytest

from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from events.holding.actions import change_holding
from events.reports.actions import publish_report, save_report
from events.reports.models import EventReport
from tests.events.editing.test_views import typed
from tests.events.event_desk.test_admin import formset
from tests.events.event_desk.test_admin import typed as typed_in_admin
from tests.events.open_data.conftest import as_csv

LATER = (today() + datetime.timedelta(days=70)).isoformat()
SAID = "多くの方が来場しました。"
BACK = "開催報告を下書きに戻しました"


@pytest.fixture
def event(make_event, ward_officer):
    key = {"open_data_code": "131083", "open_data_number": "1"}
    event = make_event("秋の催し", owner=ward_officer.organization, **key)
    save_report(event=event, by=ward_officer, body=SAID, counts={}, files=[])
    publish_report(event=event, by=ward_officer)
    return event


def _in_form(client, event, days):
    client.post(f"{event.get_absolute_url()}edit/", typed(title=event.title, ends_on="", **days))


def _in_admin(client, event, days):
    client.post(f"/admin/events/event/{event.pk}/change/", typed_in_admin(**days) | formset("participations"))


def _held(holding):
    def press(client, event, days):
        client.post(f"{event.get_absolute_url()}holding/", {"holding": holding, "note": "改修のため"})

    return press


def _moved(client, event, days):
    client.post(f"{event.get_absolute_url()}holding/", {"holding": "rescheduled", **days})


WAYS = {
    "form": _in_form,
    "admin": _in_admin,
    "moved": _moved,
    "cancelled": _held("cancelled"),
    "postponed": _held("postponed"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_report_is_not_public_before_its_event_is_over(browser, secretariat, visitor, event, way):
    assert SAID in visitor.get(event.get_absolute_url()).text
    client = browser(secretariat)
    WAYS[way](client, event, {"starts_on": LATER})
    assert SAID not in visitor.get(event.get_absolute_url()).text
    assert not EventReport.objects.published().exists()
    assert EventReport.objects.get().body == SAID
    assert BACK in client.get(f"{event.get_absolute_url()}desk/").text
    assert "events.report_taken_back" in [entry.verb for entry in entries_of(event)]


def test_a_report_is_not_public_after_a_file_moved_its_event(
    hand_in, carry_out, browser, ward_officer, visitor, event
):
    header = ["全国地方公共団体コード", "ID", "イベント名", "開始日"]
    carry_out(hand_in(ward_officer, as_csv(header, ["131083", "1", event.title, LATER])))
    assert SAID not in visitor.get(event.get_absolute_url()).text
    assert BACK in browser(ward_officer).get(f"{event.get_absolute_url()}desk/").text


def test_what_is_over_on_other_days_keeps_its_report(browser, ward_officer, visitor, event):
    _in_form(browser(ward_officer), event, {"starts_on": "2025-11-01"})
    assert SAID in visitor.get(event.get_absolute_url()).text


@pytest.mark.parametrize(("holding", "words"), [("cancelled", "中止になった"), ("postponed", "延期になった")])
def test_nothing_is_told_of_what_was_not_held(browser, ward_officer, visitor, event, holding, words):
    client, page = browser(ward_officer), f"{event.get_absolute_url()}report/"
    change_holding(event=event, by=ward_officer, holding=holding)
    assert words in client.post(f"{page}publish/", follow=True).text
    assert SAID not in visitor.get(event.get_absolute_url()).text
    change_holding(event=event, by=ward_officer, holding="planned")
    client.post(f"{page}publish/")
    assert SAID in visitor.get(event.get_absolute_url()).text
