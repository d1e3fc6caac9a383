"""The secretariat hides, locks and moves what was posted, and undoes it."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from board.moderation import rules
from board.pins.actions import remove_pin_if_full
from board.replies.models import Reply
from board.stages.models import TopicStep
from board.topics.actions import get_topic_for_update, next_activity_no, require_permission
from board.topics.models import Topic
from board.versions.actions import save_first_version, save_next_version
from board.versions.queries import snapshot_of
from common import jobs
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from common.search.actions import refresh_index, remove_from_index


@transaction.atomic
def lock_topic(*, topic: Topic, by, reason: str) -> Topic:
    """Stop all writing in a topic (書込みの停止): it is read as before, with the reason."""
    topic = get_topic_for_update(topic)
    if not rules.can_lock_topic(by, topic):
        raise PermissionDenied
    topic.locked_at, topic.locked_by, topic.locked_reason = timezone.now(), by, reason
    topic.save(update_fields=["locked_at", "locked_by", "locked_reason"])
    notify_owner(record(by=by, verb="board.topic_locked", obj=topic, reason=reason))
    return topic


@transaction.atomic
def unlock_topic(*, topic: Topic, by) -> Topic:
    """Allow writing again."""
    topic = get_topic_for_update(topic)
    if not rules.can_unlock_topic(by, topic):
        raise PermissionDenied
    reason = topic.locked_reason
    topic.locked_at, topic.locked_by, topic.locked_reason = None, None, ""
    topic.save(update_fields=["locked_at", "locked_by", "locked_reason"])
    notify_owner(record(by=by, verb="board.topic_unlocked", obj=topic, reason=reason))
    return topic


@transaction.atomic
def move_topic(*, topic: Topic, by, kind: str, reason: str = "") -> Topic:
    """Give a topic another kind (種類の変更); what only the earlier kind shows stays stored.

    A proposal has a stage: the one it had when it was a proposal before, or 募集中.
    """
    topic = get_topic_for_update(topic)
    if not rules.can_move_topic(by, topic):
        raise PermissionDenied
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
        notify_owner(entry)
    return topic


def _restore_stage(topic: Topic, by, remark: str) -> str:
    earlier = topic.steps.order_by("-id").values_list("stage", flat=True).first()
    stage = earlier or Topic.Stage.RECRUITING
    TopicStep.objects.create(topic=topic, stage=stage, on=today(), remark=remark, by=by, by_name=by.name)
    return stage


def notify_owner(entry) -> None:
    """Have the owner's section notified of this audit entry; nobody is notified of their own action."""
    jobs.defer("board.send_owner_notice", entry_id=entry.pk)


@transaction.atomic
def hide_topic(*, topic: Topic, by, reason: str) -> Topic:
    """Take a topic off the board; its owner and the secretariat still read it, with the reason."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_hide_topic(by, topic))
    _set_hidden(topic, by, reason)
    entry = record(by=by, verb="board.topic_hidden", obj=topic, reason=reason)
    jobs.defer("board.send_owner_notice", entry_id=entry.pk)
    remove_from_index(topic)  # at once, without waiting for the worker
    refresh_index(topic)
    return topic


@transaction.atomic
def unhide_topic(*, topic: Topic, by) -> Topic:
    """Put a hidden topic back on the board."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_unhide_topic(by, topic))
    reason = topic.hidden_reason
    _set_hidden(topic, None, "")
    remove_pin_if_full(topic, by)
    entry = record(by=by, verb="board.topic_unhidden", obj=topic, reason=reason)
    jobs.defer("board.send_owner_notice", entry_id=entry.pk)
    refresh_index(topic)
    return topic


def _set_hidden(row: models.Model, by, reason: str) -> None:
    row.hidden_at, row.hidden_by, row.hidden_reason = (timezone.now() if by else None), by, reason
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])


def _get_reply_for_update(reply: Reply) -> Reply:
    """The reply as it is now, locked after its topic, as everywhere."""
    topic = get_topic_for_update(reply.topic)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.topic = topic
    return reply


@transaction.atomic
def hide_reply(*, reply: Reply, by, reason: str) -> Reply:
    """Hide a reply; its number stays, its writer's organisation and the secretariat still read it."""
    reply = _get_reply_for_update(reply)
    if not rules.can_hide_reply(by, reply):
        raise PermissionDenied
    reply.hidden_at, reply.hidden_by, reply.hidden_reason = timezone.now(), by, reason
    reply.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    entry = record(by=by, verb="board.reply_hidden", obj=reply, reason=reason)
    jobs.defer("board.send_owner_notice", entry_id=entry.pk)
    remove_from_index(reply.topic)  # at once; the worker indexes the topic again without this reply
    refresh_index(reply.topic)
    return reply


@transaction.atomic
def unhide_reply(*, reply: Reply, by) -> Reply:
    """Show a hidden reply again."""
    reply = _get_reply_for_update(reply)
    if not rules.can_unhide_reply(by, reply):
        raise PermissionDenied
    reason = reply.hidden_reason
    reply.hidden_at, reply.hidden_by, reply.hidden_reason = None, None, ""
    reply.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    entry = record(by=by, verb="board.reply_unhidden", obj=reply, reason=reason)
    jobs.defer("board.send_owner_notice", entry_id=entry.pk)
    refresh_index(reply.topic)
    return reply
