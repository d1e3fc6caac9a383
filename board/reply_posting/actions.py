"""Posting and editing replies."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from board.mentions.actions import save_reply_mentions
from board.replies.actions import get_reply_for_update
from board.replies.models import Reply
from board.replies.rules import can_edit_reply, can_post_reply
from board.reply_posting.emails import ReplyPosted
from board.topics.actions import (
    TopicNotOpen,
    get_topic_for_update,
    next_activity_no,
    require_permission,
    require_reader,
)
from board.topics.models import Topic
from board.unread.actions import mark_read
from board.unread.queries import read_up_to
from board.versions.actions import save_conflict_version, save_first_version, save_version
from board.versions.queries import changed_fields, snapshot_of
from common.attachments.actions import attach_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import StaleVersion
from common.search.actions import refresh_index
from common.text import render_body


class QuoteHidden(Exception):
    """The quoted reply was hidden while the answer to it was being written."""


@transaction.atomic
def post_reply(*, topic: Topic, by, body: str, files=(), capacity="", quoted: Reply | None = None) -> Reply:
    """Reply in the name of the user's section; the topic's row is locked, so numbers and counters are exact.

    `capacity` says in whose name (Reply.Capacity), `quoted` is the reply of this topic that it answers.
    Raises TopicNotOpen, QuoteHidden.
    """
    topic = get_topic_for_update(topic)
    if not topic.is_open:
        raise TopicNotOpen
    require_permission(can_post_reply(by, topic))
    require_reader(topic, by)
    if quoted and not topic.replies.filter(pk=quoted.pk, hidden_at=None).exists():
        raise QuoteHidden
    files = list(files)
    had_read_all = read_up_to(by, topic) >= topic.latest_no
    number = topic.reply_count + 1
    reply = Reply.objects.create(
        topic=topic,
        number=number,
        organization_id=by.section.organization_id,
        organization_name=by.organization.full_name,
        section=by.section,
        author=by,
        author_name=by.name,
        body=body,
        body_html=render_body(body),
        capacity=capacity,
        quoted=quoted,
        file_count=len(files),
        activity_no=next_activity_no(),
    )
    attach_files(files, to=reply)
    save_reply_mentions(reply, by=by)
    topic.reply_count, topic.activity_no, topic.last_activity_at = number, reply.activity_no, reply.created_at
    topic.save(update_fields=["reply_count", "activity_no", "last_activity_at"])
    if had_read_all:  # otherwise a reply of somebody else, posted meanwhile, would be marked as read
        mark_read(by, topic.pk, reply.activity_no)
    record(by=by, verb="board.reply_posted", obj=reply, **({"capacity": capacity} if capacity else {}))
    refresh_index(topic)
    ReplyPosted.send(reply)
    return reply


@transaction.atomic
def edit_reply(*, reply: Reply, by, version: int, values: Mapping, files=()) -> Reply:
    """Edit a reply of the user's organisation while its topic is open; what it said before is saved."""
    reply = get_reply_for_update(reply)
    topic = reply.topic
    if not topic.is_open:
        raise TopicNotOpen
    require_reader(topic, by)
    require_permission(can_edit_reply(by, reply))
    if reply.version != version:
        if _is_saved(reply, values, files):  # sent again
            return reply
        raise StaleVersion(reply)
    before = snapshot_of(reply)
    save_first_version(reply, before)
    for name, value in values.items():
        setattr(reply, name, value)
    replace_files(files, to=reply)
    after = snapshot_of(reply)
    if after == before:
        return reply
    reply.body_html = render_body(reply.body)
    reply.file_count = len(after["files"])
    reply.version, reply.edited_at, reply.edit_no = version + 1, timezone.now(), next_activity_no()
    reply.save()
    save_reply_mentions(reply, by=by)
    save_version(reply, by=by, snapshot=after, activity_no=reply.edit_no)
    record(by=by, verb="board.reply_edited", obj=reply, changed=changed_fields(before, after))
    refresh_index(topic)
    return reply


def _is_saved(reply: Reply, values: Mapping, files) -> bool:
    same = all(getattr(reply, name) == value for name, value in values.items())
    return same and [file.pk for file in files] == [file.pk for file in files_of(reply)]


@transaction.atomic
def save_reply_conflict_copy(*, reply: Reply, by, version: int, values: Mapping, files=()) -> None:
    """Save a text that came too late beside what a colleague saved (別稿)."""
    reply = get_reply_for_update(reply)
    require_permission(can_edit_reply(by, reply))
    for name, value in values.items():
        setattr(reply, name, value)
    snapshot = snapshot_of(reply, files=files)
    save_conflict_version(reply, by=by, version=version, snapshot=snapshot, automatic=False)
