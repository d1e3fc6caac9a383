"""Publishing a draft, now or at a set time (予約投稿)."""

import datetime

from django.db import transaction
from django.utils import timezone

from board.approvals.actions import note_approval, note_taken_back, refuse_another_version, refuse_decided
from board.approvals.queries import author_when_published, is_approved_on_request
from board.approvals.rules import can_approve, needs_approval
from board.link_cards.actions import delete_link_card
from board.mentions.actions import save_topic_mentions
from board.publication import rules
from board.publication.emails import ScheduleDone, TopicPublished
from board.publication.rules import MAX_AHEAD
from board.stages.models import TopicStep
from board.topics.actions import (
    get_topic_for_update,
    get_topic_to_edit,
    next_activity_no,
    require_permission,
)
from board.topics.models import Topic
from board.topics.rules import works_for
from board.unread.actions import mark_read
from board.versions.actions import save_first_version, save_version
from board.versions.queries import snapshot_of
from common import jobs
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from common.search.actions import refresh_index

SCHEDULED = ("publish_at", "scheduled_by", "schedule_problem", "approved_at", "approved_by")


@transaction.atomic
def schedule_topic(*, topic: Topic, by, at: datetime.datetime, version: int | None = None) -> Topic:
    """Have the draft published at this moment in the user's name; a second time moves it.

    What waits for approval is approved by it, as the representative saw it (`version`), and published in the
    name of who asked.
    """
    topic = get_topic_for_update(topic)
    if not topic.is_draft:
        refuse_decided(topic, by)
    require_permission(rules.can_schedule_topic(by, topic))
    now = timezone.now()
    if at <= now:
        raise ActionRefused("過ぎた日時は指定できません。これから先の日時を選んでください。")
    if at > now + MAX_AHEAD:
        raise ActionRefused("1年より先の日時は指定できません。1年以内の日時を選んでください。")
    if topic.awaits_approval:
        refuse_another_version(topic, version)
        note_approval(topic, by)
    topic.publish_at, topic.scheduled_by, topic.schedule_problem = at, by, ""
    if not topic.approved_at and needs_approval(topic.organization):  # it stands still as they saw it
        topic.approved_at, topic.approved_by = now, by
    topic.save(update_fields=SCHEDULED)
    record(by=by, verb="board.topic_scheduled", obj=topic, at=at.isoformat())
    return topic


@transaction.atomic
def unschedule_topic(*, topic: Topic, by) -> Topic:
    """Cancel the schedule; the draft stays. The second press changes nothing."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_unschedule_topic(by, topic))
    if topic.is_scheduled:
        at, asked = topic.publish_at, is_approved_on_request(topic)
        topic.publish_at = topic.scheduled_by = topic.approved_at = topic.approved_by = None
        topic.save(update_fields=SCHEDULED)
        if asked:
            note_taken_back(topic, by)
        record(by=by, verb="board.topic_unscheduled", obj=topic, at=at.isoformat())
    return topic


@transaction.atomic
def publish_scheduled(*, topic_id: int) -> bool:
    """Publish one draft whose time has come, in the name of who scheduled it; whether anything was done.

    One that cannot be published stays a draft, with the reason, and its section gets a mail. What another
    worker is publishing is left to that worker.
    """
    due = Topic.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        publish_at__lte=timezone.now()
    )
    topic = due.filter(pk=topic_id, state=Topic.State.DRAFT).first()
    if topic is None:
        return False
    by, at = topic.scheduled_by, topic.publish_at.isoformat()
    problem = rules.publication_problem(topic) or _problem_of_person(by, topic)
    if not problem:
        publish_topic(topic=topic, by=by)
    else:
        topic.publish_at = topic.scheduled_by = topic.approved_at = topic.approved_by = None
        topic.schedule_problem = problem
        topic.save(update_fields=SCHEDULED)
        record(by=None, verb="board.topic_not_published", obj=topic, reason=problem)
    ScheduleDone.send(topic, at=at, by=by.pk, published=not problem)
    return True


def _problem_of_person(by, topic: Topic) -> str:
    if by.is_active and rules.can_publish_topic(by, topic):
        return ""
    if by.is_active and works_for(by, topic.organization_id):
        return "団体の設定により、代表担当者の承認が必要なためです。"
    return f"予約した{by.name}さんが、いまは{topic.organization.full_name}の担当者ではないためです。"


@transaction.atomic
def publish_topic(*, topic: Topic, by) -> Topic:
    """Put a draft on the board and have those who subscribe notified; the second press changes nothing."""
    topic = get_topic_to_edit(topic)
    if not topic.is_draft:
        return topic
    require_permission(rules.can_publish_topic(by, topic))
    return _publish(topic, by=by)


@transaction.atomic
def approve_topic(*, topic: Topic, by, version: int) -> Topic:
    """A representative approves the draft as they saw it, which publishes it in the name of who asked for it.

    The second press changes nothing; what is not whole any more, or past its deadline, is refused.
    """
    topic = get_topic_to_edit(topic)
    if not topic.is_draft and works_for(by, topic.organization_id):
        return topic
    if not can_approve(by, topic):
        refuse_decided(topic, by)
    refuse_another_version(topic, version)
    if problem := rules.publication_problem(topic):
        raise ActionRefused(f"いまは投稿できません。{problem}理由を書いて差し戻してください。")
    note_approval(topic, by)
    return _publish(topic, by=by)


def _publish(topic: Topic, *, by) -> Topic:
    author = author_when_published(topic, by)
    if not topic.section.is_open:  # dissolved while it was a draft: the publishing section takes it over
        topic.section = by.section
    topic.state = Topic.State.OPEN
    topic.stage = Topic.Stage.RECRUITING if topic.kind == Topic.Kind.PROPOSAL else ""
    topic.publish_at = topic.scheduled_by = None
    topic.schedule_problem = ""
    snapshot = snapshot_of(topic)
    save_first_version(topic, snapshot)
    topic.version, topic.saved_from = topic.version + 1, None  # open forms of it are stale
    topic.published_at = topic.last_activity_at = timezone.now()
    topic.published_by, topic.author = by, author  # whoever drafted it stands in the history
    topic.author_name = author.name
    topic.organization_name = topic.organization.full_name
    topic.activity_no = next_activity_no()
    topic.save()
    if topic.stage:
        TopicStep.objects.create(topic=topic, stage=topic.stage, on=today(), by=by, by_name=by.name)
    save_topic_mentions(topic, by=by)
    save_version(topic, by=by, snapshot=snapshot, activity_no=topic.activity_no)
    for person in {by, author}:
        mark_read(person, topic.pk, topic.activity_no)
    delete_link_card(topic, other_than=topic.link)
    record(by=by, verb="board.topic_published", obj=topic)
    with jobs.gathered():
        refresh_index(topic)
        if not topic.is_talk:  # whoever begins a talk tells it
            TopicPublished.send(topic)
    return topic
