"""Rows of the board for a night of the clock: two of each, of two organisations."""

import datetime

from django.utils import timezone

from board.assignments.actions import assign_topic
from board.assignments.models import Assignment
from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from common.japanese_calendar import today
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot

DAY = datetime.timedelta(days=1)
NOTICE = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}


def overdue_topics(cast, monkeypatch):
    for by in (cast["officer"], cast["stranger"]):
        publish_topic(topic=draft_topic(by=by, kind="call", values=NOTICE), by=by)
    Topic.objects.update(deadline=today() - DAY)


def scheduled_topics(cast, monkeypatch):
    for by in (cast["officer"], cast["stranger"]):
        draft = draft_topic(by=by, kind="notice", values=NOTICE)
        Topic.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - DAY, scheduled_by=by)


def due_assignments(cast, monkeypatch):
    for by in (cast["officer"], cast["stranger"]):
        topic = publish_topic(topic=draft_topic(by=by, kind="notice", values=NOTICE), by=by)
        assign_topic(topic=topic, by=by, assignee=by, due=today() + DAY, note="", seen=0)
    Assignment.objects.update(at=timezone.now() - 5 * DAY)


def slots_to_purge(cast, monkeypatch):
    """Two with the names of a sign-up, whose day to go has come."""
    slots_with_a_queue(cast, monkeypatch)
    Slot.objects.update(purge_on=today())


def slots_with_a_queue(cast, monkeypatch):
    """Two that keep a place, each with an offer that nobody answered."""
    now = timezone.now()
    facts = {"carrier": "event", "carrier_id": 1, "contact": "企画課", "purpose": "受付"}
    days = {"starts_at": now + 3 * DAY, "closes_at": now + 2 * DAY, "purge_on": today() + 9 * DAY}
    offer = {"state": "offered", "size": 1, "offered_places": 1, "offered_until": now}
    for title in ("講演", "分科会"):
        places = {"capacity": 2, "taken": 1, "keeps_places": True}
        slot = Slot.objects.create(title=title, state="open", **facts, **days, **places)
        SignUp.objects.create(slot=slot, name="甲", email="ko@example.jp", **offer)
