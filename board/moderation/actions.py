"""The secretariat hides, locks and moves what was posted, and undoes it."""

from django.db import transaction
from django.utils import timezone

from board.moderation import rules
from board.moderation.emails import OwnerNotified
from board.pins.actions import remove_pin_if_full
from board.replies.actions import get_reply_for_update
from board.replies.models import Reply
from board.replies.search import refresh_index_of_post
from board.stages.models import TopicStep
from board.topics.actions import get_topic_for_update, next_activity_no, require_permission
from board.topics.models import Topic
from board.versions.actions import save_first_version, save_next_version
from board.versions.queries import snapshot_of
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from common.retractions.actions import FIELDS as RETRACTION_FIELDS
from common.retractions.actions import undo_retraction
from common.search.actions import refresh_index


@transaction.atomic
def lock_topic(*, topic: Topic, by, reason: str) -> Topic:
    """Stop all writing in a topic (書込みの停止): it is read as before, with the reason."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_lock_topic(by, topic))
    topic.locked_at, topic.locked_by, topic.locked_reason = timezone.now(), by, reason
    topic.save(update_fields=["locked_at", "locked_by", "locked_reason"])
    OwnerNotified.send(record(by=by, verb="board.topic_locked", obj=topic, reason=reason))
    return topic


@transaction.atomic
def unlock_topic(*, topic: Topic, by) -> Topic:
    """Allow writing again."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_unlock_topic(by, topic))
    reason = topic.locked_reason
    topic.locked_at, topic.locked_by, topic.locked_reason = None, None, ""
    topic.save(update_fields=["locked_at", "locked_by", "locked_reason"])
    OwnerNotified.send(record(by=by, verb="board.topic_unlocked", obj=topic, reason=reason))
    return topic


@transaction.atomic
def move_topic(*, topic: Topic, by, kind: str, reason: str = "") -> Topic:
    """Give a topic another kind (種類の変更); what only the earlier kind shows stays stored.

    A proposal has a stage: the one it had when it was a proposal before, or 募集中.
    """
    topic = get_topic_for_update(topic)
    require_permission(rules.can_move_topic(by, topic))
    if kind == topic.kind or kind not in Topic.POSTED_KINDS:
        raise ActionRefused("別の種類を選んでください。")
    before = topic.get_kind_display()
    save_first_version(topic, snapshot_of(topic))
    topic.kind, topic.stage = kind, ""
    if kind == Topic.Kind.PROPOSAL and not topic.is_draft:
        topic.stage = _restore_stage(topic, by, f"種類を「{before}」から変更")
    # a form opened before shows fields of the earlier kind: it is stale
    save_next_version(topic, by=by, activity_no=None if topic.is_draft else next_activity_no())
    topic.save(update_fields=["kind", "stage", "version", "saved_from"])
    changes = {"種類": [before, topic.get_kind_display()]}
    entry = record(by=by, verb="board.topic_moved", obj=topic, changes=changes, reason=reason)
    if not topic.is_draft:
        refresh_index(topic)
        OwnerNotified.send(entry)
    return topic


def _restore_stage(topic: Topic, by, remark: str) -> str:
    earlier = topic.steps.order_by("-id").values_list("stage", flat=True).first()
    stage = earlier or Topic.Stage.RECRUITING
    TopicStep.objects.create(topic=topic, stage=stage, on=today(), remark=remark, by=by, by_name=by.name)
    return stage


@transaction.atomic
def hide_post(*, post: Topic | Reply, by, reason: str) -> Topic | Reply:
    """Take a topic or reply off the board; its owner and the secretariat still read it, with the reason.

    A hidden reply keeps its number.
    """
    post = _get_post_for_update(post)
    require_permission(rules.can_hide_post(by, post))
    _set_hidden(post, by, reason)
    OwnerNotified.send(record(by=by, verb=f"board.{post._meta.model_name}_hidden", obj=post, reason=reason))
    refresh_index_of_post(post, narrowed=True)
    return post


@transaction.atomic
def unhide_post(*, post: Topic | Reply, by) -> Topic | Reply:
    """Put a hidden topic or reply back on the board."""
    post = _get_post_for_update(post)
    require_permission(rules.can_unhide_post(by, post))
    reason = post.hidden_reason
    _set_hidden(post, None, "")
    if isinstance(post, Topic):
        remove_pin_if_full(post, by)
    OwnerNotified.send(record(by=by, verb=f"board.{post._meta.model_name}_unhidden", obj=post, reason=reason))
    refresh_index_of_post(post)
    return post


def _get_post_for_update(post: Topic | Reply) -> Topic | Reply:
    return get_reply_for_update(post) if isinstance(post, Reply) else get_topic_for_update(post)


def _set_hidden(post: Topic | Reply, by, reason: str) -> None:
    post.hidden_at, post.hidden_by, post.hidden_reason = (timezone.now() if by else None), by, reason
    undo_retraction(post)
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", *RETRACTION_FIELDS])
