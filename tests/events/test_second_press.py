"""Whoever presses a button twice sees the same page twice, without an error; it is done once."""

import datetime

import pytest

from common.audit_log.models import AuditEntry
from common.japanese_calendar import today
from events.events.models import Event
from events.publication import actions
from events.sheets.actions import ask_for_sheet, save_sheet
from tests.worker import MAIL_JOBS, ProcrastinateJob

pytestmark = pytest.mark.django_db
TOMORROW = today() + datetime.timedelta(days=1)
LATER = today() + datetime.timedelta(days=70)


def _draft(cast) -> Event:
    return cast("make_event")("堺の催し", draft=True, owner=cast("officer").organization)


def _handed_in(cast) -> Event:
    return actions.submit_event(event=_draft(cast), by=cast("officer"))


def _scheduled(cast) -> Event:
    event, by = _draft(cast), cast("secretariat")
    at = datetime.datetime.combine(TOMORROW, datetime.time(9), datetime.UTC)
    return actions.schedule_event(event=event, by=by, at=at)


def _public(cast) -> Event:
    return cast("make_event")(owner=cast("officer").organization)


def _call(cast):
    return cast("make_call")(sheet_due_on=today() + datetime.timedelta(days=20))


def _applied(cast):
    return cast("apply")(_call(cast), cast("officer"), "booth")


def _accepted(cast):
    part = _applied(cast)
    cast("decide")(part, "accepted")
    return part


def _sheet(cast):
    part = _accepted(cast)
    ask_for_sheet(participation=part)
    values = {"headline": "港", "body": "紹介", "needs": ""}
    typed = {"values": values, "picture": None, "alt": "", "rights": "", "submits": True}
    return save_sheet(participation=part, by=cast("officer"), **typed)


def _event_button(make, by, name, **posted):
    return make, lambda event: f"{event.get_absolute_url()}{name}/", by, posted


def _sheet_button(name, **posted):
    def address(sheet):
        part = sheet.participation
        return f"/events/{part.event_id}/sheets/{part.pk}/{name}/"

    return _sheet, address, "secretariat", posted


DAY = {"day": TOMORROW.isoformat(), "time": "9:00"}
BUTTONS = {
    "submit": _event_button(_draft, "officer", "submit"),
    "return": _event_button(_handed_in, "secretariat", "return", note="会場を入力してください。\r\n日も。 "),
    "publish": _event_button(_handed_in, "secretariat", "publish"),
    "schedule": _event_button(_draft, "secretariat", "schedule", **DAY),
    "unschedule": _event_button(_scheduled, "secretariat", "unschedule"),
    "withdraw": _event_button(_public, "secretariat", "withdraw"),
    "cancel": _event_button(_public, "officer", "holding", holding="cancelled", note="荒天のため"),
    "move": _event_button(_public, "officer", "holding", holding="rescheduled", starts_on=LATER.isoformat()),
    "open the call": (
        lambda cast: cast("make_call")(opened=False),
        lambda call: f"/events/{call.event_id}/call/open/",
        "secretariat",
        {},
    ),
    "give up": (
        _accepted,
        lambda part: f"/events/{part.event_id}/call/withdraw/",
        "officer",
        {"roles": ["booth"], "reason": "職員が足りないため"},
    ),
    "confirm a sheet": _sheet_button("confirm", edition="2"),
    "return a sheet": _sheet_button("return", note="短くしてください。"),
    "make booths": (
        _public,
        lambda event: f"{event.get_absolute_url()}booths/make/",
        "officer",
        {"prefix": "A-", "first": "1", "last": "3"},
    ),
}


def _left() -> tuple[int, int]:
    mails = ProcrastinateJob.objects.filter(MAIL_JOBS)
    return AuditEntry.objects.count(), mails.count()


@pytest.mark.parametrize("button", BUTTONS)
def test_the_second_press_is_quiet(request, browser, button):
    make, address, by, posted = BUTTONS[button]
    client = browser(request.getfixturevalue(by))
    url = address(make(request.getfixturevalue))
    before, left = _left(), []
    for _ in range(2):
        answer = client.post(url, posted, follow=True)
        assert answer.redirect_chain, answer.content.decode()
        assert not [str(one) for one in answer.context["messages"] if one.level_tag == "error"]
        left.append(_left())
    assert left[0] == left[1] != before
