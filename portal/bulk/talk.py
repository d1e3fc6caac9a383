"""Bulk topics, replies and what has been read of them."""

import datetime
import random

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from board.models import ReadingFloor, ReadMark, Reply, Topic
from board.models.topic import EXCERPT_LENGTH, Theme
from members.models import User
from office.models import IndexedText
from office.text import excerpt
from portal.bulk.copying import copy
from portal.bulk.people import DOMAIN, bulk_users
from portal.bulk.words import Writer

YEARS = 5
SEED = 20261122
MARKS = 60  # marks of one person above his floor: about what compaction leaves
REACH = 2_000  # his floor lies so many activities behind the newest


def fill(topics: int, replies: int) -> tuple[int, int]:
    """Write topics and replies of bulk users until there are so many; returns how many were written."""
    have = Topic.objects.filter(author__email__endswith=f"@{DOMAIN}").count()
    have_replies = Reply.objects.filter(author__email__endswith=f"@{DOMAIN}").count()
    topics, replies = max(topics - have, 0), max(replies - have_replies, 0)
    authors = list(bulk_users())
    if not authors or not topics:
        return 0, 0
    chance = random.Random(SEED + have)  # noqa: S311 - content, not secrets
    writer = Writer(SEED + have)
    posted = [_topic(chance, writer, authors) for _ in range(topics)]
    answers = _answers(chance, writer, authors, posted, replies)
    _number(posted, answers)
    first = (Topic.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    posted.sort(key=lambda topic: topic.published_at)
    for pk, topic in enumerate(posted, first):
        topic.pk = pk
    copy(Topic, posted)
    for reply in answers:
        reply.topic_id = reply.topic.pk
    copy(Reply, answers)
    return len(posted), len(answers)


def fill_reading() -> int:
    """Give bulk users without reading state a floor and some marks above it, as months of use leave them."""
    newest = Topic.objects.aggregate(newest=Max("activity_no"))["newest"] or 0
    floor = max(newest - REACH, 0)
    above = list(Topic.objects.filter(activity_no__gt=floor).values_list("pk", "activity_no").order_by("pk"))
    chance = random.Random(SEED)  # noqa: S311 - content, not secrets
    users = list(bulk_users().filter(reading_floor=None))
    copy(ReadingFloor, (ReadingFloor(user=user, activity_no=floor) for user in users))
    marks = (
        ReadMark(user=user, topic_id=topic, activity_no=number)
        for user in users
        for topic, number in chance.sample(above, min(MARKS, len(above)))
    )
    return copy(ReadMark, marks)


def unindexed():
    """Topics of bulk users that search does not know yet, with what describing them asks for."""
    known = IndexedText.objects.filter(object_type=ContentType.objects.get_for_model(Topic))
    topics = Topic.objects.filter(author__email__endswith=f"@{DOMAIN}").select_related(
        "organization", "section"
    )
    return topics.exclude(pk__in=known.values("object_id")).order_by("pk")


def _topic(chance: random.Random, writer: Writer, authors: list[User]) -> Topic:
    author = chance.choice(authors)
    at = timezone.now() - datetime.timedelta(days=YEARS * 365 * chance.random() ** 1.3)
    body, html = writer.body(chance.randint(1, 4), longest=4)
    closed = at if chance.random() < 0.6 else None
    kind = chance.choice(Topic.Kind.values)
    return Topic(
        kind=kind,
        state=Topic.State.CLOSED if closed else Topic.State.OPEN,
        organization_id=author.section.organization_id,
        section_id=author.section_id,
        author=author,
        author_name=author.name,
        saved_by=author,
        title=writer.title(),
        body=body,
        body_html=html,
        excerpt=excerpt(body, EXCERPT_LENGTH),
        themes=chance.sample(Theme.values, chance.randint(1, 2)),
        deadline=(at + datetime.timedelta(days=30)).date() if kind == Topic.Kind.CALL else None,
        created_at=at,
        saved_at=at,
        published_at=at,
        published_by=author,
        closed_at=closed,
        closed_by=author if closed else None,
        last_activity_at=at,
    )


def _answers(chance, writer, authors, posted, number) -> list[Reply]:
    """Replies spread unevenly, as talk is: most topics have a few, some have hundreds."""
    weights = [chance.paretovariate(1.1) for _ in posted]
    made = []
    now = timezone.now()
    for topic in chance.choices(posted, weights=weights, k=number):
        author = chance.choice(authors)
        body, html = writer.body(1, longest=3)
        at = min(topic.published_at + datetime.timedelta(hours=chance.expovariate(1 / 200)), now)
        made.append(
            Reply(
                topic=topic,
                organization_id=author.section.organization_id,
                section_id=author.section_id,
                author=author,
                author_name=author.name,
                body=body,
                body_html=html,
                created_at=at,
            )
        )
    made.sort(key=lambda reply: reply.created_at)
    return made


def _number(posted: list[Topic], answers: list[Reply]) -> None:
    """Draw activity numbers in the order of time, and tell each topic of its replies."""
    events = sorted(
        [*posted, *answers], key=lambda it: it.published_at if isinstance(it, Topic) else it.created_at
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('board_activity') FROM generate_series(1, %s)", [len(events)])
        numbers = [row[0] for row in cursor.fetchall()]
    for number, event in zip(numbers, events, strict=True):
        event.activity_no = number
        if isinstance(event, Reply):
            topic = event.topic
            topic.reply_count += 1
            event.number = topic.reply_count
            topic.activity_no, topic.last_activity_at = number, event.created_at
