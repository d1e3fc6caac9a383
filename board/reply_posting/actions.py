"""Posting and editing replies."""

import uuid
from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from board.mentions.actions import save_reply_mentions
from board.replies.actions import get_reply_for_update
from board.replies.models import Reply
from board.replies.rules import can_edit_reply, can_post_reply
from board.reply_posting.emails import ReplyPosted
from board.reply_posting.rules import POSTED_REPLIES
from board.topics.actions import (
    TopicNotOpen,
    get_topic_for_update,
    next_activity_no,
    require_permission,
    require_reader,
)
from board.topics.models import Topic
from board.unread.queries import floor_of
from board.versions.actions import save_conflict_version, save_first_version, save_version
from board.versions.queries import changed_fields, snapshot_of
from common import jobs
from common.attachments.actions import attach_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.idempotency.actions import run_once
from common.refusals import StaleVersion
from common.search.actions import refresh_index
from common.text import render_body


class QuoteHidden(Exception):
    """The quoted reply was hidden while the answer to it was being written."""


class TooManyReplies(Exception):
    """They posted enough for an hour."""


# counts the reply at its topic, and marks that as read for its author where they had read all before:
# otherwise a reply of somebody else, posted meanwhile, would be marked as read. No row without a floor.
_COUNT = """
WITH seen AS (
    SELECT coalesce(m.activity_no, f.activity_no) AS activity_no FROM board_readingfloor f
    LEFT JOIN board_readmark m ON m.user_id = f.user_id AND m.topic_id = %(topic)s WHERE f.user_id = %(user)s
), marked AS (
    INSERT INTO board_readmark (user_id, topic_id, activity_no)
    SELECT %(user)s, %(topic)s, %(new)s FROM seen WHERE activity_no >= %(latest)s
    ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
)
UPDATE board_topic SET reply_count = %(number)s, activity_no = %(new)s, last_activity_at = %(at)s
FROM seen WHERE id = %(topic)s
"""


def post_reply_once(*, by, token: uuid.UUID, **values) -> str:
    """A form that may arrive twice: the address of the reply that its first arrival made.

    Raises TooManyReplies, and what `post_reply` raises, which says what the values are.
    """

    def make() -> str:
        if not POSTED_REPLIES.allows_user(by):
            raise TooManyReplies
        return post_reply(by=by, **values).get_absolute_url()

    return run_once(token, make)[0]


@transaction.atomic(savepoint=False)
def post_reply(*, topic: Topic, by, body: str, files=(), capacity="", quoted: Reply | None = None) -> Reply:
    """Reply in the name of the user's section.

    The topic's row is locked, so numbers and counters are exact; only its key is asked of `topic`.
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
    reply = Reply.objects.create(
        topic=topic,
        number=topic.reply_count + 1,
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
    )
    attach_files(files, to=reply)
    save_reply_mentions(reply, by=by)
    _count(reply, by)
    record(by=by, verb="board.reply_posted", obj=reply, **({"capacity": capacity} if capacity else {}))
    with jobs.gathered():
        refresh_index(reply)
        ReplyPosted.send(reply)
    return reply


def _count(reply: Reply, by) -> None:
    topic = reply.topic
    latest, topic.reply_count = topic.latest_no, reply.number
    topic.activity_no, topic.last_activity_at = reply.activity_no, reply.created_at
    values = {"number": reply.number, "new": reply.activity_no, "at": reply.created_at, "latest": latest}
    values |= {"topic": topic.pk, "user": by.pk}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        if not cursor.rowcount:  # they opened no page of the board yet
            floor_of(by)
            cursor.execute(_COUNT, values)


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
    refresh_index(reply)
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
