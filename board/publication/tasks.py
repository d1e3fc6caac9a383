"""Drafts whose time has come (予約投稿)."""

import logging

from django.utils import timezone

from board import actions
from board.forms.topic import problems_of
from board.models import Topic
from office.calendar import today

log = logging.getLogger(__name__)


def publish_due() -> int:
    """Publish what is due, each in a transaction of its own; how many were dealt with.

    One that fails leaves the others alone and is tried again in a minute.
    """
    due = Topic.objects.filter(publish_at__lte=timezone.now()).order_by("publish_at", "pk")
    done = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            done += actions.publish_scheduled(topic_id=pk, problem_of=problem_of)
        except Exception:
            log.exception("topic %s could not be published at its time", pk)
    return done


def problem_of(topic: Topic) -> str:
    """Why a draft cannot be published now, in Japanese; "" where it can."""
    if topic.deadline and topic.deadline < today():
        return "締切の日を過ぎているためです。"
    if problems_of(topic):
        return "入力が足りない項目、または読み取れない項目があるためです。"
    return ""
