"""A draft is put before the representatives of its organisation, given back, taken back, approved."""

from django.db import transaction
from django.utils import timezone

from board.approvals import rules
from board.approvals.emails import TopicApproved, TopicProposed, TopicReturned
from board.approvals.models import ApprovalStep
from board.topics.actions import get_topic_for_update, require_permission
from board.topics.models import Topic
from board.topics.rules import works_for
from common.audit_log.actions import record
from common.refusals import ActionRefused
from correspondence.sending.actions import NOBODY_APPROVES
from members.users.models import User

Kind = ApprovalStep.Kind
CHANGED_MEANWHILE = "{name}さんがこの下書きを保存しました。いまの内容を確かめてから、もう一度押してください。"
DECIDED = "この投稿は、先にほかの担当者が操作しました。いまの状態は「{state}」です。"


@transaction.atomic
def ask_approval(*, topic: Topic, by, version: int, note: str = "") -> Topic:
    """Put the draft before the representatives (起案); the second press changes nothing."""
    topic = get_topic_for_update(topic)
    if topic.awaits_approval and works_for(by, topic.organization_id):
        return topic
    require_permission(rules.can_ask_approval(by, topic))
    refuse_another_version(topic, version)
    if not User.objects.of(topic.organization).representatives().exists():
        raise ActionRefused(NOBODY_APPROVES)
    topic.review_asked_at, topic.review_asked_by = timezone.now(), by
    topic.publish_at = topic.scheduled_by = topic.approved_at = topic.approved_by = None
    topic.save()
    TopicProposed.send(_record_step(topic, by, Kind.PROPOSED, "review_asked", note))
    return topic


@transaction.atomic
def take_back_topic(*, topic: Topic, by) -> Topic:
    """Make it a draft again before anybody decided; the second press changes nothing."""
    topic = get_topic_for_update(topic)
    if topic.is_draft and not topic.awaits_approval and works_for(by, topic.organization_id):
        return topic
    if not rules.can_take_back(by, topic):
        refuse_decided(topic, by)
    _end_waiting(topic)
    _record_step(topic, by, Kind.TAKEN_BACK, "taken_back")
    return topic


@transaction.atomic
def return_topic(*, topic: Topic, by, reason: str) -> Topic:
    """A representative gives it back with a reason; whoever asked for approval is told."""
    topic = get_topic_for_update(topic)
    if not rules.can_approve(by, topic):
        refuse_decided(topic, by)
    _end_waiting(topic)
    TopicReturned.send(_record_step(topic, by, Kind.RETURNED, "returned", reason))
    return topic


def note_approval(topic: Topic, by) -> None:
    """The locked topic is approved by this representative."""
    topic.approved_at, topic.approved_by = timezone.now(), by
    _end_waiting(topic)
    TopicApproved.send(_record_step(topic, by, Kind.APPROVED, "approved"))


def note_taken_back(topic: Topic, by) -> None:
    """What was approved for a later time is a draft again (取戻し)."""
    _record_step(topic, by, Kind.TAKEN_BACK, "taken_back")


def refuse_decided(topic: Topic, by) -> None:
    """Say what became of it, to those who own it; the others may not know."""
    require_permission(works_for(by, topic.organization_id))
    raise ActionRefused(DECIDED.format(state=topic.state_label))


def refuse_another_version(topic: Topic, version: int) -> None:
    """Nothing is published that nobody looked at."""
    if topic.version != version:
        raise ActionRefused(CHANGED_MEANWHILE.format(name=topic.saved_by.name))


def _end_waiting(topic: Topic) -> None:
    topic.review_asked_at = topic.review_asked_by = None
    topic.save(update_fields=["review_asked_at", "review_asked_by", "approved_at", "approved_by"])


def _record_step(topic: Topic, by, kind: str, verb: str, note: str = "") -> ApprovalStep:
    """What is said inside stands in the step only: the secretariat reads the audit log."""
    record(by=by, verb=f"board.topic_{verb}", obj=topic)
    return topic.approval_steps.create(
        kind=kind, note=note, by=by, by_name=by.name, section_name=by.section.name
    )
