"""Whatever takes many rows out of the portal is limited, kept by no cache, and recorded in the audit log.

The addresses are found by what their views call, so that a new export cannot be forgotten.
"""

import datetime
import inspect

import pytest
from django.urls import URLResolver, get_resolver, reverse

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from common import japanese_calendar
from common.audit_log.models import AuditEntry
from correspondence.sending.actions import submit
from events.calls.models import ExhibitorCall
from events.events.models import Event
from inquiries.drafts.actions import draft_inquiry
from members.access.rate_limits import EXPORTS
from members.confirmations.actions import start_confirmation_round
from pamphlets.drafts.actions import draft_pamphlet
from sign_ups.slots.actions import add_slot
from tests.sign_ups.conftest import over_survey_of, values_of

pytestmark = pytest.mark.django_db
WRITERS = {"xlsx_response", "csv_response", "zip_response", "FileResponse"}
ROOMS = {
    "portal",
    "board",
    "pamphlets",
    "inquiries",
    "events",
    "news",
    "disaster",
    "correspondence",
    "sign_ups",
    "members",
}
OTHERWISE = {
    # open data: published facts, in hundreds of rows at most
    "events:event-sheet",
    "events:event-open-data",
    "disaster:support-csv",
    "disaster:support-xlsx",
    # one file, or the pages that change its description
    "common:file",
    "common:file-thumbnail",
    "pamphlets:pamphlet-files",
    "pamphlets:pamphlet-by-mail-file",
    "inquiries:inquiry-by-mail-file",
    "board:topic-files",
    "board:reply-files",
    # a sheet without rows
    "members:sheet-template",
    "events:event-import-template",
}

# names and answers leave with a purpose
ASKED_WHY = {key: {"why": "実施報告の作成"} for key in ["sign_ups:slot-sheet", "sign_ups:survey-sheet"]}


def _addresses(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}:{pattern.name}", pattern.callback


def _names_in(code) -> set[str]:
    return {*code.co_names}.union(*(_names_in(inner) for inner in code.co_consts if inspect.iscode(inner)))


def _called(function, seen) -> set[str]:
    """Names that the function uses, and those that functions of ours which it calls use."""
    function = inspect.unwrap(function)
    if function in seen or not inspect.isfunction(function):
        return set()
    seen.add(function)
    used = _names_in(function.__code__)
    ours = [function.__globals__.get(name) for name in used - WRITERS]
    ours = [
        found
        for found in ours
        if inspect.isfunction(found) and "site-packages" not in found.__code__.co_filename
    ]
    return used.union(*(_called(found, seen) for found in ours))


EXPORTING = {
    name: view
    for name, view in _addresses(get_resolver().url_patterns)
    if not name.startswith("admin:") and WRITERS & _called(view, set())
}


@pytest.fixture
def parts(officer, ward_officer, secretariat, koto, sakai):
    """{address: its parts}, with something behind each."""
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 7)
    values = {"title": "秋の取組", "description": "内容です。", "answer_due": due}
    inquiry = draft_inquiry(
        by=ward_officer,
        values={**values, "reach": "chosen", "chosen": [sakai]},
        questions=[{"kind": "text", "label": "取組の内容"}],
    )
    copies = {"copies_available": 1000, "all_wards": False, "wards": [koto]}
    pamphlet = draft_pamphlet(by=officer, values={**values, **copies})
    submit(item=inquiry, by=ward_officer, version=1)
    submit(item=pamphlet, by=officer, version=1)
    started = start_confirmation_round(due_on=due + datetime.timedelta(days=30), by=secretariat)
    notice = {"title": "相談会", "body": "開きます。", "themes": ["migration"], "asks_read_receipts": True}
    topic = publish_topic(topic=draft_topic(by=officer, kind="notice", values=notice), by=officer)
    day = datetime.date(2026, 1, 9)
    event = Event.objects.create(title="堺の展示", kind="exhibition", starts_on=day)
    ExhibitorCall.objects.create(event=event)
    slot = add_slot(row=event, by=secretariat, values=values_of())
    return {
        "disaster:printed-sheet": [],
        "events:participation-sheet": [event.pk],
        "events:silent-xlsx": [event.pk],
        "board:read-receipt-xlsx": [topic.pk],
        "board:topic-xlsx": [],
        "board:topic-zip": [topic.pk],
        "inquiries:late-xlsx": [],
        "inquiries:result-xlsx": [inquiry.pk],
        "inquiries:result-zip": [inquiry.pk],
        "members:confirmation-entry-sheet": [started.pk, "xlsx"],
        "members:ledger-export": [],
        "members:organization-sheet": ["csv"],
        "members:sheet-export": ["users", "xlsx"],
        "pamphlets:pamphlet-late-xlsx": [],
        "pamphlets:pamphlet-summary-xlsx": [],
        "pamphlets:pamphlet-xlsx": [pamphlet.pk],
        "pamphlets:ward-rule-xlsx": [],
        "sign_ups:slot-sheet": [slot.pk],
        "sign_ups:survey-sheet": [over_survey_of(slot, secretariat).slot_id],
    }


def test_every_export_is_tried_here(parts):
    assert set(EXPORTING) - OTHERWISE == set(parts)


@pytest.mark.parametrize("name", sorted(set(EXPORTING) - OTHERWISE))
def test_an_export_is_limited_and_recorded(name, parts, browser, secretariat, monkeypatch):
    address, client = reverse(name, args=parts[name]), browser(secretariat)
    monkeypatch.setattr(EXPORTS, "by_user", "1/h")
    before = AuditEntry.objects.count()

    def ask():
        return client.post(address, ASKED_WHY[name]) if name in ASKED_WHY else client.get(address)

    response = ask()
    assert response.status_code == 200, address
    assert response["Cache-Control"] == "private, no-store"
    if response.streaming:
        b"".join(response.streaming_content)  # closes what it reads from
    assert AuditEntry.objects.count() == before + 1
    assert ask().status_code == 429
