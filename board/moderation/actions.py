"""What the secretariat does with a topic as it stands: lock it, move it to another kind."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import rules, versions
from board.actions.topic import locked, next_activity_no
from board.models import Topic, TopicStep
from members.refusals import Refused
from office import index, jobs, register
from office.calendar import today


@transaction.atomic
def lock_topic(*, topic: Topic, by, reason: str) -> Topic:
    """Stop all writing in a topic (書込みの停止): it is read as before, with the reason."""
    topic = locked(topic)
    if not rules.can_lock_topic(by, topic):
        raise PermissionDenied
    topic.locked_at, topic.locked_by, topic.locked_reason = timezone.now(), by, reason
    topic.save(update_fields=["locked_at", "locked_by", "locked_reason"])
    tell_owner(register.record(by=by, verb="board.topic_locked", obj=topic, reason=reason))
    return topic


@transaction.atomic
def unlock_topic(*, topic: Topic, by) -> Topic:
    """Let writing go on."""
    topic = locked(topic)
    if not rules.can_unlock_topic(by, topic):
        raise PermissionDenied
    reason = topic.locked_reason
    topic.locked_at, topic.locked_by, topic.locked_reason = None, None, ""
    topic.save(update_fields=["locked_at", "locked_by", "locked_reason"])
    tell_owner(register.record(by=by, verb="board.topic_unlocked", obj=topic, reason=reason))
    return topic


@transaction.atomic
def move_topic(*, topic: Topic, by, kind: str, reason: str = "") -> Topic:
    """Give a topic another kind (種類の変更); what only the earlier kind shows stays stored.

    A proposal has a stage: the one it had when it was a proposal before, or 募集中.
    """
    topic = locked(topic)
    if not rules.can_move_topic(by, topic):
        raise PermissionDenied
    if kind == topic.kind or kind not in Topic.POSTED_KINDS:
        raise Refused("別の種類を選んでください。")
    before = topic.get_kind_display()
    versions.keep_first(topic, versions.facts_of(topic))
    topic.kind, topic.stage = kind, ""
    if kind == Topic.Kind.PROPOSAL and not topic.is_draft:
        topic.stage = _stage_again(topic, by, f"種類を「{before}」から変更")
    # a form opened before shows fields of the earlier kind: it is overtaken
    versions.raise_and_keep(topic, by=by, activity_no=None if topic.is_draft else next_activity_no())
    topic.save(update_fields=["kind", "stage", "version", "saved_from"])
    changes = {"種類": [before, topic.get_kind_display()]}
    entry = register.record(by=by, verb="board.topic_moved", obj=topic, changes=changes, reason=reason)
    if not topic.is_draft:
        index.refresh(topic)
        tell_owner(entry)
    return topic


def _stage_again(topic: Topic, by, remark: str) -> str:
    earlier = topic.steps.order_by("-id").values_list("stage", flat=True).first()
    stage = earlier or Topic.Stage.RECRUITING
    TopicStep.objects.create(topic=topic, stage=stage, on=today(), remark=remark, by=by, by_name=by.name)
    return stage


def tell_owner(entry) -> None:
    """Have the owner's section told what this line of the register says; nobody is told of his own deed."""
    jobs.defer("board.tell_owner", entry_id=entry.pk)
