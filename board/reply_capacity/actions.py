"""In whose name a reply speaks, changed after it was posted (位置付けの変更)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.replies.models import Reply
from board.reply_capacity import rules
from board.topics.actions import get_topic_for_update, next_activity_no, require_reader
from board.versions.actions import save_first_version, save_next_version
from board.versions.queries import snapshot_of
from common import jobs
from common.audit_log.actions import record


@transaction.atomic
def mark_reply(*, reply: Reply, by, standing: str) -> Reply:
    """Mark it as the official answer, as a personal view, or as neither; the same again changes nothing.

    The topic's section is told when an official answer comes to be one, or is none any more.
    """
    topic = get_topic_for_update(reply.topic)
    rows = Reply.objects.select_for_update(of=("self",)).select_related("organization")
    reply = rows.get(pk=reply.pk)
    reply.topic = topic
    require_reader(topic, by)
    if not rules.can_mark_reply(by, reply):
        raise PermissionDenied
    if reply.standing == standing:
        return reply
    save_first_version(reply, snapshot_of(reply))
    before = reply.standing
    words = [reply.standing_word]
    reply.standing, reply.standing_at, reply.standing_by_name = standing, timezone.now(), by.name
    save_next_version(reply, by=by, activity_no=next_activity_no())
    reply.save(update_fields=["standing", "standing_at", "standing_by_name", "version"])
    words.append(reply.standing_word)
    entry = record(by=by, verb="board.reply_marked", obj=reply, changes={"位置付け": words})
    if Reply.Standing.OFFICIAL in (before, standing):
        jobs.defer("board.tell_reply_marked", reply_id=reply.pk, entry_id=entry.pk)
    return reply
