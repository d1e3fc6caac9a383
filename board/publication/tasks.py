"""Drafts whose time has come (予約投稿)."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from board.publication import actions, emails
from board.topics.kind_forms import lacks_for_publication
from board.topics.models import Topic
from common.japanese_calendar import today
from common.jobs import RETRY

log = logging.getLogger(__name__)


def publish_due_topics() -> int:
    """Publish what is due, each in a transaction of its own; how many were dealt with.

    One that fails leaves the others alone and is tried again in a minute.
    """
    due = Topic.objects.filter(publish_at__lte=timezone.now()).order_by("publish_at", "pk")
    done = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            done += actions.publish_scheduled(topic_id=pk, problem_of=publication_problem)
        except Exception:
            log.exception("topic %s could not be published at its time", pk)
    return done


def publication_problem(topic: Topic) -> str:
    """Why a draft cannot be published now, in Japanese; "" where it can."""
    if topic.deadline and topic.deadline < today():
        return "締切の日を過ぎているためです。"
    if lacks_for_publication(topic):
        return "入力が足りない項目、または読み取れない項目があるためです。"
    return ""


@app.periodic(cron="* * * * *")
@app.task(name="board.publish_due", queueing_lock="board.publish_due")
def publish_due(timestamp: int) -> None:
    """Publish the drafts whose time has come."""
    publish_due_topics()


@app.task(name="board.tell_schedule_done", retry=RETRY)
def tell_schedule_done(topic_id: int, problem: str, by_id: int, at: str) -> None:
    emails.tell_schedule_done(topic_id, problem, by_id, at)


@app.task(name="board.tell_topic_published", retry=RETRY)
def tell_topic_published(topic_id: int) -> None:
    emails.tell_topic_published(topic_id)
