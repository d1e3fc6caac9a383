"""Publication at a set time (予約投稿)."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.link_cards.actions import refresh_link_card
from board.mentions.actions import save_topic_mentions
from board.publication import rules
from board.reports.actions import flag_post
from board.screening.actions import hold_topic, release_topic
from board.screening.queries import holding_words, texts_of
from board.screening.rules import TooManyPosts, require_room_today
from board.stages.models import TopicStep
from board.topics.actions import get_topic_for_update, next_activity_no, require
from board.topics.models import Topic
from board.unread.actions import mark_read
from board.versions.actions import save_first_version, save_version
from board.versions.queries import snapshot_of
from common import jobs
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from common.search.actions import refresh_index

MOST_AHEAD = datetime.timedelta(days=366)


@transaction.atomic
def schedule_topic(*, topic: Topic, by, at: datetime.datetime) -> Topic:
    """Have the draft published at this moment in his name; a second time moves it."""
    topic = get_topic_for_update(topic)
    if not rules.can_publish_topic(by, topic):
        raise PermissionDenied
    now = timezone.now()
    if at <= now:
        raise ActionRefused("過ぎた日時は指定できません。これから先の日時を選んでください。")
    if at > now + MOST_AHEAD:
        raise ActionRefused("1年より先の日時は指定できません。1年以内の日時を選んでください。")
    topic.publish_at, topic.scheduled_by, topic.schedule_problem = at, by, ""
    topic.save(update_fields=["publish_at", "scheduled_by", "schedule_problem"])
    record(by=by, verb="board.topic_scheduled", obj=topic, at=at.isoformat())
    return topic


@transaction.atomic
def unschedule_topic(*, topic: Topic, by) -> Topic:
    """Take the schedule back; the draft stays. The second press changes nothing."""
    topic = get_topic_for_update(topic)
    if not rules.can_publish_topic(by, topic):
        raise PermissionDenied
    if topic.is_scheduled:
        at = topic.publish_at
        topic.publish_at = topic.scheduled_by = None
        topic.save(update_fields=["publish_at", "scheduled_by"])
        record(by=by, verb="board.topic_unscheduled", obj=topic, at=at.isoformat())
    return topic


@transaction.atomic
def publish_scheduled(*, topic_id: int, problem_of) -> bool:
    """Publish one draft whose time has come, in the name of who set it; whether anything was done.

    `problem_of(topic)` says in Japanese why it cannot be published, or "". Such a draft stays, with the
    reason, and its section is told. Another worker's draft is left to him.
    """
    due = Topic.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        publish_at__lte=timezone.now()
    )
    topic = due.filter(pk=topic_id, state=Topic.State.DRAFT).first()
    if topic is None:
        return False
    by, at = topic.scheduled_by, topic.publish_at.isoformat()
    problem = problem_of(topic) or _problem_of_person(by, topic) or _publish(topic, by)
    if problem:
        topic.publish_at, topic.scheduled_by, topic.schedule_problem = None, None, problem
        topic.save(update_fields=["publish_at", "scheduled_by", "schedule_problem"])
        record(by=None, verb="board.topic_not_published", obj=topic, reason=problem)
    jobs.defer("board.tell_schedule_done", topic_id=topic.pk, problem=problem, by_id=by.pk, at=at)
    return True


def _publish(topic: Topic, by) -> str:
    """Publish it; why it could not be, in a sentence, where a new account has posted enough for today.

    One that is kept back for its words stays a draft: its writer is told that it waits.
    """
    try:
        publish_topic(topic=topic, by=by)
    except TooManyPosts as refusal:
        return str(refusal)
    return ""


def _problem_of_person(by, topic: Topic) -> str:
    if by.is_active and rules.can_publish_topic(by, topic):
        return ""
    return f"予約した{by.name}さんが、いまは{topic.organization.full_name}の担当者ではないためです。"


@transaction.atomic
def publish_topic(*, topic: Topic, by, approved: bool = False) -> Topic:
    """Put a draft on the board and have those who want to know told; the second press changes nothing.

    A new account's topic with a word on hold stays a draft until the secretariat has `approved` it.
    Raises newcomers.TooMany.
    """
    topic = get_topic_for_update(topic)
    if not topic.is_draft:
        return topic
    require(rules.can_publish_topic(by, topic))
    if not approved:
        require_room_today(by, Topic)
        if words := holding_words(by, texts_of(topic)):
            hold_topic(topic, by, words)
            return topic
        release_topic(topic, by)
    if not topic.section.is_open:  # dissolved while it was a draft: the one who publishes it takes it over
        topic.section = by.section
    topic.state = Topic.State.OPEN
    topic.stage = Topic.Stage.RECRUITING if topic.kind == Topic.Kind.PROPOSAL else ""
    topic.publish_at = topic.scheduled_by = None
    topic.schedule_problem = ""
    facts = snapshot_of(topic)
    save_first_version(topic, facts)
    topic.version, topic.saved_from = topic.version + 1, None  # who has the draft open is told of it
    topic.published_at = topic.last_activity_at = timezone.now()
    topic.published_by = by
    topic.organization_name = topic.organization.full_name
    topic.activity_no = next_activity_no()
    topic.save()
    if topic.stage:
        TopicStep.objects.create(topic=topic, stage=topic.stage, on=today(), by=by, by_name=by.name)
    save_topic_mentions(topic, by=by)
    save_version(topic, by=by, facts=facts, activity_no=topic.activity_no)
    mark_read(by, topic.pk, topic.activity_no)
    refresh_link_card(topic)
    record(by=by, verb="board.topic_published", obj=topic)
    flag_post(topic)
    refresh_index(topic)
    jobs.defer("board.tell_talk_begun" if topic.is_talk else "board.tell_topic_published", topic_id=topic.pk)
    return topic
