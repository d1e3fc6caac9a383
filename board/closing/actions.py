"""A topic's life: the stages of a proposal, its end by the deadline, its new beginning."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import reading, rules, stages, versions
from board.actions.topic import locked, next_activity_no
from board.models import Topic, TopicStep
from members.refusals import Refused
from office import index, jobs, register
from office.calendar import today

BATCH = 200
TOLD_WITHIN = datetime.timedelta(days=7)


class SteppedBefore(Refused):
    """A colleague moved the proposal on while this step was being written; `topic` is how it stands now."""

    def __init__(self, topic: Topic, last: TopicStep | None):
        self.topic = topic
        who = f"{last.by_name}さんが先に" if last else "ほかの担当者が先に"
        super().__init__(f"{who}段階を「{topic.get_stage_display()}」にしました。内容を確かめてください。")


def last_step(topic: Topic) -> TopicStep | None:
    return topic.steps.order_by("-pk").first()


@transaction.atomic
def step_topic(*, topic: Topic, by, stage: str, on: datetime.date, remark: str = "", seen: int) -> TopicStep:
    """Take a proposal to its next stage. `seen` is the last step that he saw, 0 where there was none.

    Raises SteppedBefore where another one was taken since, Refused where this one does not follow.
    見送り and 実施済 close the topic. Those who follow it are told, and find it unread.
    """
    topic = locked(topic)
    if not rules.owns_topic(by, topic):
        raise PermissionDenied
    last = last_step(topic)
    if (last.pk if last else 0) != seen:
        raise SteppedBefore(topic, last)
    if not rules.can_step_topic(by, topic):
        raise PermissionDenied
    if sentence := stages.refusal_of(topic, last, stage, on)[1]:
        raise Refused(sentence)
    step = _take(topic, stage, by=by, on=on, remark=remark)
    if stage in stages.ENDS:
        topic.state, topic.closed_at, topic.closed_by = Topic.State.CLOSED, timezone.now(), by
    make_news(topic, by)
    topic.save()
    jobs.defer("board.tell_topic_stepped", step_id=step.pk)
    return step


def _take(topic: Topic, stage: str, *, by, on: datetime.date, remark: str = "") -> TopicStep:
    before, topic.stage = topic.get_stage_display(), stage
    changes = {"提案の段階": [before, topic.get_stage_display()]}
    register.record(
        by=by, verb="board.topic_stepped", obj=topic, changes=changes, on=on.isoformat(), remark=remark
    )
    return TopicStep.objects.create(topic=topic, stage=stage, on=on, remark=remark, by=by, by_name=by.name)


def make_news(topic: Topic, by) -> None:
    """Give a locked topic a new activity number, to be saved: unread for all but him, had he read it."""
    had_read_all = reading.read_up_to(by, topic) >= topic.latest_no
    topic.activity_no, topic.last_activity_at = next_activity_no(), timezone.now()
    index.refresh(topic)
    if had_read_all:
        reading.mark_read(by, topic.pk, topic.activity_no)


@transaction.atomic
def reopen_topic(*, topic: Topic, by, deadline: datetime.date | None = None) -> Topic:
    """Take a closed topic up again, where it had a deadline with a new one; the second press does nothing.

    A proposal that ended as 見送り or 実施済 goes back to the stage before.
    """
    topic = locked(topic)
    if topic.state == Topic.State.OPEN:
        return topic
    if not rules.can_reopen_topic(by, topic):
        raise PermissionDenied
    if topic.deadline and (deadline is None or deadline < today()):
        raise Refused("新しい締切に、今日以後の日付を入力してください。")
    changes = register.differences(topic, {"deadline": deadline}) if topic.deadline else {}
    facts = {label: [str(before), str(after)] for label, (before, after) in changes.items()}
    register.record(by=by, verb="board.topic_reopened", obj=topic, changes=facts)
    topic.state, topic.closed_at, topic.closed_by = Topic.State.OPEN, None, None
    if facts:
        versions.keep_first(topic, versions.facts_of(topic))
        topic.deadline = deadline
    if topic.stage in stages.ENDS:
        back = topic.steps.exclude(stage__in=stages.ENDS).order_by("-pk").first()
        stage = back.stage if back else Topic.Stage.RECRUITING
        _take(topic, stage, by=by, on=today(), remark="受付を再開しました。")
    make_news(topic, by)
    if facts:
        topic.edited_at, topic.edit_no = timezone.now(), topic.activity_no
        versions.raise_and_keep(topic, by=by, activity_no=topic.activity_no)
    topic.save()
    jobs.defer("board.tell_topic_reopened", topic_id=topic.pk, number=topic.activity_no)
    return topic


def close_overdue(batch: int = BATCH) -> int:
    """Close calls and proposals still 募集中 whose deadline has passed; returns how many were closed.

    The deadline's own day is still open. Nobody closed them: `closed_by` stays empty. Running again closes
    nothing twice; a topic that somebody is changing at this moment is left for the next run.
    """
    closed = 0
    while topics := _close_batch(batch):
        closed += len(topics)
    return closed


@transaction.atomic
def _close_batch(batch: int) -> list[Topic]:
    overdue = Topic.objects.overdue(today()).select_for_update(skip_locked=True, of=("self",))
    topics = list(overdue.order_by("deadline", "id")[:batch])
    keys = [topic.pk for topic in topics]
    Topic.objects.filter(pk__in=keys).update(state=Topic.State.CLOSED, closed_at=timezone.now())
    rows = [(topic, {"deadline": topic.deadline.isoformat()}) for topic in topics]
    register.record_many(by=None, verb="board.topic_expired", rows=rows)
    index.refresh_many(topics)
    # one that ended long ago (the first run in an old installation) is no news to anybody
    news = [topic for topic in topics if topic.deadline >= today() - TOLD_WITHIN]
    jobs.defer_many("board.tell_topic_expired", [{"topic_id": topic.pk} for topic in news])
    return topics
