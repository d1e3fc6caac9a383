import datetime

from django.db import transaction
from django.utils import timezone

from board.stages import rules
from board.stages.emails import TopicStepped
from board.stages.models import TopicStep
from board.topics.actions import get_topic_for_update, next_activity_no, require_permission
from board.topics.models import Topic
from board.topics.rules import owns_topic
from board.unread.actions import mark_read
from board.unread.queries import read_up_to
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index


class StepTakenMeanwhile(ActionRefused):
    """A colleague changed the stage while this step was being entered; `topic` is how it is now."""

    def __init__(self, topic: Topic, last: TopicStep | None):
        self.topic = topic
        who = f"{last.by_name}さんが先に" if last else "ほかの担当者が先に"
        super().__init__(f"{who}段階を「{topic.get_stage_display()}」にしました。内容を確かめてください。")


def last_step(topic: Topic) -> TopicStep | None:
    return topic.steps.order_by("-pk").first()


@transaction.atomic
def step_topic(*, topic: Topic, by, stage: str, on: datetime.date, remark: str = "", seen: int) -> TopicStep:
    """Take a proposal to its next stage. `seen` is the last step that the page showed, 0 for none.

    Raises StepOvertaken where another one was taken since, ActionRefused where this one does not follow.
    見送り and 実施済 close the topic. Those who follow it are notified, and find it unread.
    """
    topic = get_topic_for_update(topic)
    require_permission(owns_topic(by, topic))
    last = last_step(topic)
    if (last.pk if last else 0) != seen:
        raise StepTakenMeanwhile(topic, last)
    require_permission(rules.can_step_topic(by, topic))
    if sentence := rules.reason_not_to_step(topic, last, stage, on)[1]:
        raise ActionRefused(sentence)
    step = set_stage(topic, stage, by=by, on=on, remark=remark)
    if stage in rules.FINAL_STAGES:
        topic.state, topic.closed_at, topic.closed_by = Topic.State.CLOSED, timezone.now(), by
    make_unread_for_others(topic, by)
    topic.save()
    TopicStepped.send(step)
    return step


def set_stage(topic: Topic, stage: str, *, by, on: datetime.date, remark: str = "") -> TopicStep:
    before, topic.stage = topic.get_stage_display(), stage
    changes = {"提案の段階": [before, topic.get_stage_display()]}
    record(by=by, verb="board.topic_stepped", obj=topic, changes=changes, on=on.isoformat(), remark=remark)
    return TopicStep.objects.create(topic=topic, stage=stage, on=on, remark=remark, by=by, by_name=by.name)


def make_unread_for_others(topic: Topic, by) -> None:
    """Give a locked topic a new activity number, to be saved; it stays read for a user who had read it."""
    had_read_all = read_up_to(by, topic) >= topic.latest_no
    topic.activity_no, topic.last_activity_at = next_activity_no(), timezone.now()
    refresh_index(topic)
    if had_read_all:
        mark_read(by, topic.pk, topic.activity_no)
