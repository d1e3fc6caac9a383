"""What one can sign up for on the page of a call (参加募集)."""

from board.topics.details import IN_TEXT, details_of
from board.topics.models import Topic
from sign_ups.slots.panels import slots_panel

OWN_NUMBER = "募集数"  # said by the slot, once there is one: two numbers would differ


def context(request, topic, replies) -> dict:
    if topic.kind != Topic.Kind.CALL:
        return {"sign_ups": None}
    panel = slots_panel(topic, request.user)
    if not panel.lines:
        return {"sign_ups": panel}
    shown = [row for row in details_of(topic) if row[0] not in (*IN_TEXT, OWN_NUMBER)]
    return {"sign_ups": panel, "details": shown}
