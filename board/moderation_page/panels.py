"""Lock, merge, report, hold: what keeps order on the board, as the page of a topic shows it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from board import rules
from board.models import HeldPost, Report, Topic
from board.stopping import why_closed
from board.views.facts import earlier_facts


def facts(user) -> dict:
    """All of it rides in the topic's own query; titles only of topics that he may read."""
    readable = Topic.objects.visible_to(user)
    own = Report.objects.filter(topic=OuterRef("pk"), by=user.pk)
    held = HeldPost.objects.filter(topic=OuterRef("pk"), body="").order_by("-id")
    found = {
        "merged_into_title": Subquery(readable.filter(pk=OuterRef("merged_into")).values("title")),
        "taken_in": ArraySubquery(
            readable.filter(merged_into=OuterRef("pk"))
            .order_by("pk")
            .values(
                json=JSONObject(
                    pk="pk", title="title", organization="organization_name", replies="reply_count"
                )
            )
        ),
        # 0 stands for the topic itself
        "reported_by_me": ArraySubquery(own.values(number=Coalesce("reply", 0))),
        "last_held": Subquery(
            held.values(json=JSONObject(outcome="outcome", remark="remark", version="version"))[:1]
        ),
    }
    if user.is_secretariat:
        waiting = Report.objects.open().filter(topic=OuterRef("pk")).order_by("pk")
        found["open_reports"] = ArraySubquery(waiting.values(json=JSONObject(pk="pk", reply="reply__number")))
    return found


def part(request, topic, replies: list) -> dict:
    user = request.user
    for reply in replies:
        # whose hidden reply he may not read he cannot report; asked without a query for each
        reply.topic = topic
        reply.reported = reply.pk in topic.reported_by_me
        reply.may_report = not reply.reported and rules.can_report_post(user, reply)
    return {
        "stopped": why_closed(topic),
        "earlier_facts": earlier_facts(topic),
        "order": {
            "lock": rules.can_lock_topic(user, topic),
            "unlock": rules.can_unlock_topic(user, topic),
            "move": rules.can_move_topic(user, topic),
            "merge": rules.can_merge_topic(user, topic),
            "unmerge": rules.can_unmerge_topic(user, topic),
            "report": 0 not in topic.reported_by_me and rules.can_report_post(user, topic),
            "reported": 0 in topic.reported_by_me,
        },
    }
