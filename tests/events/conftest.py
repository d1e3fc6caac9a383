import datetime

import pytest
from django.utils import timezone

from common.japanese_calendar import today
from common.publication.models import PublicationState
from events.applications.actions import apply_for_roles
from events.calls.actions import open_call, save_call, save_call_questions
from events.decisions.actions import decide_roles
from events.events.models import Event
from events.participations.models import ParticipationRole
from events.participations.queries import participation_of
from events.venues.models import Venue


@pytest.fixture
def make_event(db):
    """Make an event, public unless `draft=True`."""

    def make(title="堺の展示", *, draft=False, **fields):
        fields.setdefault("starts_on", datetime.date(2025, 11, 8))
        fields.setdefault("kind", Event.Kind.EXHIBITION)
        public = {} if draft else {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        host = fields.pop("host", "")
        if isinstance(fields.get("venue"), str):
            fields["venue"], _ = Venue.objects.get_or_create(name=fields["venue"])
        event = Event.objects.create(title=title, source="試験", **fields, **public)
        if host:
            event.hosts.create(name=host)
        return event

    return make


TO_COME = today() + datetime.timedelta(days=60)
QUESTIONS = [
    {"kind": "choice", "label": "電源を使いますか。", "options": ["使わない", "使う"], "line": None},
    {"kind": "number", "label": "当日会場に来る人数", "unit": "人", "required": False, "line": None},
]
CONTACT = {
    "contact_name": "企画課 堺 花子",
    "contact_phone": "072-000-0000",
    "contact_email": "kikaku@city.example",
}


def asked(questions):
    """Questions as the editor cleans them."""
    blank = {"help_text": "", "unit": "", "required": True, "options": [], "columns": []}
    return [blank | question for question in questions]


@pytest.fixture
def make_call(make_event, secretariat):
    """An open call: `make_call(roles={"booth": 1, "panel": None})`; with `opened=False` a draft."""

    def make(event=None, *, by=secretariat, roles=None, questions=QUESTIONS, opened=True, **days):
        event = event or make_event("全国の展示", starts_on=TO_COME)
        values = {
            "guidance": "展示の募集です。",
            "opens_on": None,
            "apply_until": today() + datetime.timedelta(days=30),
            "sheet_due_on": None,
        } | days
        roles = {"booth": 1, "panel": None} if roles is None else roles
        call = save_call(event=event, by=by, version=0, values=values, roles=roles)
        save_call_questions(call=call, by=by, version=call.version, questions=asked(questions))
        call.refresh_from_db()
        return open_call(call=call, by=by) if opened else call

    return make


@pytest.fixture
def apply():
    """A body applies: `apply(call, officer, "booth")`."""

    def make(call, by, *roles, answer="使う", **facts):
        part = participation_of(by.organization, call.event)
        question, *_ = call.questions.current()
        typed = {"contact": CONTACT, "values": {question: answer}, "version": part.version}
        typed |= {"questions_version": call.questions_version, "roles": roles}
        return apply_for_roles(call=call, by=by, **typed | facts)

    return make


@pytest.fixture
def decide(secretariat):
    """All roles of one or several applications: `decide(part, "accepted")`."""

    def make(parts, state, *, by=secretariat, reason=""):
        parts = parts if isinstance(parts, list) else [parts]
        rows = ParticipationRole.objects.filter(participation__in=parts).values_list("pk", flat=True)
        call = parts[0].event.exhibitor_call
        return decide_roles(call=call, by=by, roles=list(rows), state=state, reason=reason)

    return make
