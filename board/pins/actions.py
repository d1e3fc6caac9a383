"""Pinning topics to the top of the board (固定)."""

import datetime

from django.db import transaction
from django.utils import timezone

from board.pins import rules
from board.pins.rules import MAX_PINNED, pins_are_full
from board.topics.actions import get_topic_for_update, require_permission
from board.topics.models import Topic
from common.audit_log.actions import record
from common.refusals import ActionRefused


def remove_pin(topic: Topic, by) -> None:
    """Put it back into the list; the topic's row is locked."""
    topic.pinned_at = topic.pinned_by = topic.pinned_until = None
    topic.save(update_fields=["pinned_at", "pinned_by", "pinned_until"])
    record(by=by, verb="board.topic_unpinned", obj=topic)


def remove_pin_if_full(topic: Topic, by) -> None:
    """A topic that is on the board again stays pinned only where the limit allows."""
    if topic.is_pinned and pins_are_full(excluding=topic):
        remove_pin(topic, by)


TOO_MANY_PINNED = (
    f"固定できる投稿は{MAX_PINNED}件までです。ほかの投稿の固定をやめてから、もう一度固定してください。"
)


@transaction.atomic
def pin_topic(*, topic: Topic, by, until: datetime.date) -> Topic:
    """Pin the topic up to and with this day; then it ends by itself."""
    # the pinned rows first: who pins at the same moment waits here, and counts this one too
    list(Topic.objects.pinned().select_for_update().order_by("pk").values_list("pk", flat=True))
    topic = get_topic_for_update(topic)
    if topic.is_pinned:
        return topic
    require_permission(rules.can_pin_topic(by, topic))
    if pins_are_full():
        raise ActionRefused(TOO_MANY_PINNED)
    topic.pinned_at, topic.pinned_by, topic.pinned_until = timezone.now(), by, until
    topic.save(update_fields=["pinned_at", "pinned_by", "pinned_until"])
    record(by=by, verb="board.topic_pinned", obj=topic, until=until.isoformat())
    return topic


@transaction.atomic
def unpin_topic(*, topic: Topic, by) -> Topic:
    """Put it back into the list; the second press changes nothing."""
    topic = get_topic_for_update(topic)
    if not topic.is_pinned:
        return topic
    require_permission(rules.can_unpin_topic(by, topic))
    remove_pin(topic, by)
    return topic
