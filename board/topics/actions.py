import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import prefetch_related_objects
from django.utils import timezone

from board.topics import models
from board.topics.audience import Audience
from board.topics.models import EXCERPT_LENGTH, Topic
from common.refusals import StaleVersion
from common.text import excerpt, render_body


def next_activity_no() -> int:
    """The next number of the board's one sequence; draw it after locking the topic."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('board_activity')")
        return cursor.fetchone()[0]


def get_topic_for_update(topic: Topic, *related: str) -> Topic:
    """The topic as it is now, locked until the transaction ends; `related` is fetched with it."""
    topics = Topic.objects.select_for_update(of=("self",))
    return (topics.select_related(*related) if related else topics).get(pk=topic.pk)


def get_topic_to_edit(topic: Topic) -> Topic:
    """The same with its section, its organisation and what was chosen, for a snapshot."""
    topic = get_topic_for_update(topic, "organization", "section__organization")
    prefetch_related_objects([topic], *models.MANY_TO_MANY)
    return topic


def require_permission(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def require_latest_version(topic: Topic, version: int, token: uuid.UUID | None) -> None:
    """Raise StaleVersion where another page saved the topic since this one was opened."""
    if topic.version != version and (token is None or topic.saved_from != token):
        raise StaleVersion(topic)


def mark_saved(topic: Topic, by, token: uuid.UUID | None) -> None:
    """It is being saved by this person from the page with this token."""
    topic.saved_at, topic.saved_by, topic.saved_from = timezone.now(), by, token
    topic.version += 1


def set_values(topic: Topic, values: Mapping) -> None:
    """Set the columns; choices from other tables are saved after the topic (`save_choices`)."""
    for name, value in values.items():
        if name not in models.MANY_TO_MANY:
            setattr(topic, name, value)
    topic.excerpt = excerpt(topic.body, EXCERPT_LENGTH)
    topic.body_html = render_body(topic.body)


def save_choices(topic: Topic, values: Mapping) -> None:
    """Save what was chosen from other tables, where it is another choice than before."""
    for name in models.MANY_TO_MANY:
        if name in values:
            chosen = [] if name == "wards" and topic.all_wards else list(values[name])
            if {one.pk for one in chosen} != {one.pk for one in getattr(topic, name).all()}:
                getattr(topic, name).set(chosen)


def require_reader(topic: Topic, by) -> None:
    """The topic's audience may have been narrowed meanwhile."""
    if topic.audience != Audience.ALL and not Topic.objects.visible_to(by).filter(pk=topic.pk).exists():
        raise PermissionDenied


class TopicNotOpen(Exception):
    """The topic was closed or hidden while the reply was being written."""
