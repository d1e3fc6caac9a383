"""Rows of the board for a night of the clock: two of each, of two organisations."""

import datetime

from django.utils import timezone

from board.assignments.actions import assign_topic
from board.assignments.models import Assignment
from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from common.japanese_calendar import today

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
