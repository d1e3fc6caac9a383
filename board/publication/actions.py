"""Publication at a set time (予約投稿)."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import newcomers, rules
from board.actions.topic import locked, publish_topic
from board.models import Topic
from members.refusals import Refused
from office import jobs, register

MOST_AHEAD = datetime.timedelta(days=366)


@transaction.atomic
def schedule_topic(*, topic: Topic, by, at: datetime.datetime) -> Topic:
    """Have the draft published at this moment in his name; a second time moves it."""
    topic = locked(topic)
    if not rules.can_publish_topic(by, topic):
        raise PermissionDenied
    now = timezone.now()
    if at <= now:
        raise Refused("過ぎた日時は指定できません。これから先の日時を選んでください。")
    if at > now + MOST_AHEAD:
        raise Refused("1年より先の日時は指定できません。1年以内の日時を選んでください。")
    topic.publish_at, topic.scheduled_by, topic.schedule_problem = at, by, ""
    topic.save(update_fields=["publish_at", "scheduled_by", "schedule_problem"])
    register.record(by=by, verb="board.topic_scheduled", obj=topic, at=at.isoformat())
    return topic


@transaction.atomic
def unschedule_topic(*, topic: Topic, by) -> Topic:
    """Take the schedule back; the draft stays. The second press changes nothing."""
    topic = locked(topic)
    if not rules.can_publish_topic(by, topic):
        raise PermissionDenied
    if topic.is_scheduled:
        at = topic.publish_at
        topic.publish_at = topic.scheduled_by = None
        topic.save(update_fields=["publish_at", "scheduled_by"])
        register.record(by=by, verb="board.topic_unscheduled", obj=topic, at=at.isoformat())
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
        register.record(by=None, verb="board.topic_not_published", obj=topic, reason=problem)
    jobs.defer("board.tell_schedule_done", topic_id=topic.pk, problem=problem, by_id=by.pk, at=at)
    return True


def _publish(topic: Topic, by) -> str:
    """Publish it; why it could not be, in a sentence, where a new account has posted enough for today.

    One that is kept back for its words stays a draft: its writer is told that it waits.
    """
    try:
        publish_topic(topic=topic, by=by)
    except newcomers.TooMany as refusal:
        return str(refusal)
    return ""


def _problem_of_person(by, topic: Topic) -> str:
    if by.is_active and rules.can_publish_topic(by, topic):
        return ""
    return f"予約した{by.name}さんが、いまは{topic.organization.full_name}の担当者ではないためです。"
