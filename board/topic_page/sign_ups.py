"""What one can sign up for on the page of a call (参加募集)."""

from board.topics.models import Topic
from sign_ups.slots.panels import slots_panel


def context(request, topic, replies) -> dict:
    is_call = topic.kind == Topic.Kind.CALL
    return {"sign_ups": slots_panel(topic, request.user) if is_call else None}
