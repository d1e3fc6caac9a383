"""Keeping a new account's topic back until the secretariat has seen it; replies: board.actions.held."""

from django.utils import timezone

from board.screening.models import HeldPost
from board.topics.models import Topic
from common import jobs
from common.audit_log.actions import record


def hold_topic(topic: Topic, by, words: list[str]) -> HeldPost:
    """Leave a topic a draft and put it before the secretariat; the caller holds the topic's lock."""
    facts = {"version": topic.version, "words": words, "by": by, "by_name": by.name, "at": timezone.now()}
    held, first = HeldPost.objects.update_or_create(topic=topic, body="", decided_at=None, defaults=facts)
    if topic.publish_at:
        topic.publish_at = topic.scheduled_by = None
        topic.save(update_fields=["publish_at", "scheduled_by"])
    record(by=by, verb="board.post_held", obj=held, words=words)
    if first:
        jobs.defer("board.tell_held", held_id=held.pk)
    return held


def release_topic(topic: Topic, by) -> None:
    """The draft was rewritten and is published without the words: nobody has to look at it any more."""
    waiting = HeldPost.objects.open().filter(topic=topic, body="")
    waiting.update(outcome=HeldPost.Outcome.MENDED, decided_at=timezone.now(), decided_by=by)
