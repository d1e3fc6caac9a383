"""Putting posts of new accounts on hold until the secretariat has seen them (公開前の確認)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.held_posts.models import HeldPost
from board.held_posts.new_accounts import require_daily_limit
from board.replies.models import Reply
from board.replies.rules import can_post_reply
from board.topics.actions import TopicNotOpen, get_topic_for_update, require_reader
from board.topics.models import Topic
from common import jobs
from common.attachments.actions import attach_files
from common.audit_log.actions import record


def hold_topic(topic: Topic, by, words: list[str]) -> HeldPost:
    """Leave a topic a draft and put it on hold; the caller holds the topic's lock."""
    values = {"version": topic.version, "words": words, "by": by, "by_name": by.name, "at": timezone.now()}
    held, first = HeldPost.objects.update_or_create(topic=topic, body="", decided_at=None, defaults=values)
    if topic.publish_at:
        topic.publish_at = topic.scheduled_by = None
        topic.save(update_fields=["publish_at", "scheduled_by"])
    record(by=by, verb="board.post_held", obj=held, words=words)
    if first:
        jobs.defer("board.send_post_held", held_id=held.pk)
    return held


def release_topic(topic: Topic, by) -> None:
    """The draft was rewritten and is published without the words: nobody has to look at it any more."""
    waiting = HeldPost.objects.open().filter(topic=topic, body="")
    waiting.update(outcome=HeldPost.Outcome.MENDED, decided_at=timezone.now(), decided_by=by)


@transaction.atomic
def hold_reply(
    *, topic: Topic, by, words: list[str], body: str, files=(), capacity="", quoted=None
) -> HeldPost:
    """Put a reply on hold with its files, and with what else `post_reply` takes."""
    topic = get_topic_for_update(topic)
    if not topic.is_open:
        raise TopicNotOpen
    if not can_post_reply(by, topic):
        raise PermissionDenied
    require_reader(topic, by)
    require_daily_limit(by, Reply)
    reply_values = {"capacity": capacity, "quoted": quoted.pk if quoted else None}
    held = HeldPost.objects.create(
        topic=topic,
        version=topic.version,
        body=body,
        reply_values=reply_values,
        words=words,
        by=by,
        by_name=by.name,
    )
    attach_files(files, to=held)
    record(by=by, verb="board.post_held", obj=held, words=words)
    jobs.defer("board.send_post_held", held_id=held.pk)
    return held
