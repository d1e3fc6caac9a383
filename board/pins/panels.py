"""Whether the reader may pin a topic (固定)."""

from board.pins.rules import can_pin_topic, can_unpin_topic


def context(request, topic, replies: list) -> dict:
    return {
        "may_pin": can_pin_topic(request.user, topic),
        "may_unpin": can_unpin_topic(request.user, topic),
    }
