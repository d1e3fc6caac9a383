"""Topics that the secretariat pins to the top of the board (固定)."""

import datetime

from django.db import transaction
from django.utils import timezone

from board import pins, rules
from board.actions.topic import _demand, locked
from board.models import Topic
from board.pins import MOST_PINNED
from members.refusals import Refused
from office import register

PINNED_DAYS = 30  # where nobody says another day
TOO_MANY = (
    f"固定できる投稿は{MOST_PINNED}件までです。ほかの投稿の固定をやめてから、もう一度固定してください。"
)


@transaction.atomic
def pin_topic(*, topic: Topic, by, until: datetime.date) -> Topic:
    """Put the topic on top of the board up to and with this day; it comes down by itself."""
    # the pinned rows first: who pins at the same moment waits here, and counts this one too
    list(Topic.objects.pinned().select_for_update().order_by("pk").values_list("pk", flat=True))
    topic = locked(topic)
    if topic.is_pinned:
        return topic
    _demand(rules.can_pin_topic(by, topic))
    if pins.is_full():
        raise Refused(TOO_MANY)
    topic.pinned_at, topic.pinned_by, topic.pinned_until = timezone.now(), by, until
    topic.save(update_fields=["pinned_at", "pinned_by", "pinned_until"])
    register.record(by=by, verb="board.topic_pinned", obj=topic, until=until.isoformat())
    return topic


@transaction.atomic
def unpin_topic(*, topic: Topic, by) -> Topic:
    """Let it stand in the list again; the second press changes nothing."""
    topic = locked(topic)
    if not topic.is_pinned:
        return topic
    _demand(rules.can_unpin_topic(by, topic))
    pins.take_down(topic, by)
    return topic
