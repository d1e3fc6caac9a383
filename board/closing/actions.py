"""The end of a topic, by hand or by its deadline, and reopening it."""

import datetime

from django.db import transaction
from django.utils import timezone

from board.closing import rules
from board.closing.emails import TopicClosed, TopicExpired, TopicReopened
from board.stages import rules as stages_rules
from board.stages.actions import make_unread_for_others, set_stage
from board.topics.actions import get_topic_for_update, require_permission
from board.topics.models import Topic
from board.versions.actions import save_first_version, save_next_version
from board.versions.queries import snapshot_of
from common.audit_log.actions import differences, record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from common.search.actions import refresh_index

NOTIFY_WITHIN = datetime.timedelta(days=7)


@transaction.atomic
def reopen_topic(*, topic: Topic, by, deadline: datetime.date | None = None) -> Topic:
    """Reopen a closed topic, with a new deadline where it had one; the second press changes nothing.

    A proposal that ended as 見送り or 実施済 goes back to the stage before.
    """
    topic = get_topic_for_update(topic)
    if topic.state == Topic.State.OPEN:
        return topic
    require_permission(rules.can_reopen_topic(by, topic))
    if topic.deadline and (deadline is None or deadline < today()):
        raise ActionRefused("新しい期限に、今日以後の日付を入力してください。")
    changes = differences(topic, {"deadline": deadline}) if topic.deadline else {}
    changed = {label: [str(before), str(after)] for label, (before, after) in changes.items()}
    record(by=by, verb="board.topic_reopened", obj=topic, changes=changed)
    topic.state, topic.closed_at, topic.closed_by = Topic.State.OPEN, None, None
    if changed:
        save_first_version(topic, snapshot_of(topic))
        topic.deadline = deadline
    if topic.stage in stages_rules.FINAL_STAGES:
        back = topic.steps.exclude(stage__in=stages_rules.FINAL_STAGES).order_by("-pk").first()
        stage = back.stage if back else Topic.Stage.RECRUITING
        set_stage(topic, stage, by=by, on=today(), remark="受付を再開しました。")
    make_unread_for_others(topic, by)
    if changed:
        topic.edited_at, topic.edit_no = timezone.now(), topic.activity_no
        save_next_version(topic, by=by, activity_no=topic.activity_no)
    topic.save()
    TopicReopened.send(topic, number=topic.activity_no)
    return topic


@transaction.atomic
def close_overdue(topic: Topic) -> None:
    """Close a topic whose deadline has passed, which the caller has locked. Nobody closed it."""
    topic.state, topic.closed_at = Topic.State.CLOSED, timezone.now()
    topic.save(update_fields=["state", "closed_at"])
    record(by=None, verb="board.topic_expired", obj=topic, deadline=topic.deadline.isoformat())
    refresh_index(topic)
    # one that ended long ago (the first run in an old installation) is no news
    if topic.deadline >= today() - NOTIFY_WITHIN:
        TopicExpired.send(topic, deadline=str(topic.deadline))


@transaction.atomic
def close_topic(*, topic: Topic, by) -> Topic:
    """Close a topic: it stays readable and takes no more replies. The second press changes nothing."""
    topic = get_topic_for_update(topic)
    if topic.state == Topic.State.CLOSED:
        return topic
    require_permission(rules.can_close_topic(by, topic))
    topic.state, topic.closed_at, topic.closed_by = Topic.State.CLOSED, timezone.now(), by
    topic.save(update_fields=["state", "closed_at", "closed_by"])
    record(by=by, verb="board.topic_closed", obj=topic)
    refresh_index(topic)
    TopicClosed.send(topic, number=topic.activity_no)
    return topic
