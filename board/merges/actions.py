"""Merging a topic into another, and undoing it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.bookmarks.models import Bookmark
from board.merges import rules
from board.merges.emails import TopicMerged, TopicUnmerged
from board.pins.actions import remove_pin_if_full
from board.topics.actions import require_permission
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index


def _lock_both(one: int, other: int) -> dict[int, Topic]:
    """Both topics, locked in the order of their numbers, so that two merges at once never deadlock."""
    rows = Topic.objects.select_for_update().filter(pk__in={one, other}).order_by("pk")
    return {topic.pk: topic for topic in rows}


@transaction.atomic
def merge_topic(*, topic: Topic, by, into: Topic, reason: str) -> Topic:
    """Merge a topic into another (統合): its page stays and leads there, lists show the other only."""
    rows = _lock_both(topic.pk, into.pk)
    topic, into = rows[topic.pk], rows[into.pk]
    require_permission(by.is_secretariat)
    if sentence := rules.reason_not_to_merge(topic, into):
        raise ActionRefused(sentence)
    require_permission(rules.can_merge_topic(by, topic))
    topic.merged_into, topic.merged_at, topic.merged_by = into, timezone.now(), by
    topic.save(update_fields=["merged_into", "merged_at", "merged_by"])
    _copy_bookmarks(topic, into)
    entry = record(by=by, verb="board.topic_merged", obj=topic, into=into.pk, reason=reason)
    record(by=by, verb="board.topic_absorbed", obj=into, topic=topic.pk, reason=reason)
    refresh_index(topic)
    TopicMerged.send_to_all(topic, into=into.pk, entry=entry)
    return topic


def _copy_bookmarks(topic: Topic, into: Topic) -> None:
    """Who bookmarked the one finds the other; only those who may read it."""
    readers = organizations_in_audience(into).values("pk")
    marks = Bookmark.objects.filter(topic=topic, user__section__organization__in=readers).order_by("pk")
    copies = [Bookmark(user_id=pk, topic=into) for pk in marks.values_list("user_id", flat=True)]
    Bookmark.objects.bulk_create(copies, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def unmerge_topic(*, topic: Topic, by) -> Topic:
    """Undo a merge: the topic is on the board again, with everything it had."""
    into_id = topic.merged_into_id
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if topic.merged_into_id != into_id or not rules.can_unmerge_topic(by, topic):
        raise PermissionDenied
    topic.merged_into, topic.merged_at, topic.merged_by = None, None, None
    topic.save(update_fields=["merged_into", "merged_at", "merged_by"])
    remove_pin_if_full(topic, by)
    entry = record(by=by, verb="board.topic_unmerged", obj=topic, into=into_id)
    refresh_index(topic)
    TopicUnmerged.send_to_all(topic, into=into_id, entry=entry)
    return topic
