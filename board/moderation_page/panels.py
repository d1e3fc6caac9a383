"""What the secretariat may do, and what it did, as the page of a topic shows them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from board.merges.rules import can_merge_topic, can_unmerge_topic
from board.moderation.rules import (
    can_hide_post,
    can_lock_topic,
    can_move_topic,
    can_unhide_post,
    can_unlock_topic,
)
from board.pins.rules import can_pin_topic, can_unpin_topic
from board.reports.models import Report
from board.reports.rules import can_report_post
from board.retractions.rules import can_purge_post, can_retract_post
from board.topics.details import earlier_details
from board.topics.models import Topic
from board.topics.rules import blocked_reason


def annotations(user) -> dict:
    """All of it in the topic's own query; titles only of topics that the user may read."""
    readable = Topic.objects.visible_to(user)
    own = Report.objects.filter(topic=OuterRef("pk"), by=user.pk)
    found = {
        "merged_into_title": Subquery(readable.filter(pk=OuterRef("merged_into")).values("title")),
        "merged_here": ArraySubquery(
            readable.filter(merged_into=OuterRef("pk"))
            .order_by("pk")
            .values(
                json=JSONObject(
                    pk="pk", title="title", organization="organization_name", replies="reply_count"
                )
            )
        ),
        # 0 is the topic itself
        "reported_by_me": ArraySubquery(own.values(number=Coalesce("reply", 0))),
    }
    if user.is_secretariat:
        waiting = Report.objects.open().filter(topic=OuterRef("pk")).order_by("pk")
        found["open_reports"] = ArraySubquery(waiting.values(json=JSONObject(pk="pk", reply="reply__number")))
    return found


def context(request, topic, replies: list) -> dict:
    user = request.user
    for reply in replies:
        # nobody reports a hidden reply that they may not read; without a query for each
        reply.topic = topic
        reply.reported = reply.pk in topic.reported_by_me
        reply.may_retract = can_retract_post(user, reply)
        reply.may_purge = can_purge_post(user, reply)
        reply.may_hide = user.is_secretariat and not reply.is_hidden
        reply.may_report = not reply.reported and can_report_post(user, reply)
    return {
        "blocked_reason": blocked_reason(topic),
        "earlier_details": earlier_details(topic),
        "moderation": {
            "hide": can_hide_post(user, topic),
            "show": can_unhide_post(user, topic),
            "pin": can_pin_topic(user, topic),
            "unpin": can_unpin_topic(user, topic),
            "lock": can_lock_topic(user, topic),
            "unlock": can_unlock_topic(user, topic),
            "move": can_move_topic(user, topic),
            "merge": can_merge_topic(user, topic),
            "unmerge": can_unmerge_topic(user, topic),
            "retract": can_retract_post(user, topic),
            "purge": can_purge_post(user, topic),
            "report": 0 not in topic.reported_by_me and can_report_post(user, topic),
            "reported": 0 in topic.reported_by_me,
        },
    }
