"""In whose name a reply speaks, changed after it was posted (立場の変更)."""

from django.db import transaction
from django.utils import timezone

from board.replies.actions import get_reply_for_update
from board.replies.models import Reply
from board.reply_capacity import rules
from board.reply_capacity.emails import OfficialAnswerChanged
from board.topics.actions import next_activity_no, require_permission, require_reader
from board.versions.actions import save_first_version, save_next_version
from board.versions.queries import snapshot_of
from common.audit_log.actions import record
from common.versions import refuse_stale


@transaction.atomic
def set_reply_capacity(*, reply: Reply, by, capacity: str, version: str = "") -> Reply:
    """Make it the official answer, a personal view, or neither; the same again changes nothing.

    Raises StaleVersion where somebody changed it since `version`. The topic's section gets a mail when a
    reply becomes an official answer, or is none any more.
    """
    reply = get_reply_for_update(reply)
    require_reader(reply.topic, by)
    require_permission(rules.can_set_reply_capacity(by, reply))
    if reply.capacity == capacity:
        return reply
    refuse_stale(reply, {"capacity": capacity}, version)
    save_first_version(reply, snapshot_of(reply))
    before = reply.capacity
    words = [reply.capacity_label]
    reply.capacity, reply.capacity_at, reply.capacity_by_name = capacity, timezone.now(), by.name
    save_next_version(reply, by=by, activity_no=next_activity_no())
    reply.save(update_fields=["capacity", "capacity_at", "capacity_by_name", "version"])
    words.append(reply.capacity_label)
    record(by=by, verb="board.reply_capacity_set", obj=reply, changes={"立場": words})
    if Reply.Capacity.OFFICIAL in (before, capacity):
        facts = {"version": reply.version, "before": words[0], "after": words[1]}
        OfficialAnswerChanged.send(reply, by=by.pk, **facts)
    return reply
