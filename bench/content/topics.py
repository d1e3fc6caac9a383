"""Bulk topics, replies and what has been read of them."""

import datetime
import random

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from bench.content import audiences
from bench.content.copying import copy
from bench.content.organizations import DOMAIN, bulk_users
from bench.content.sentences import Writer
from board.replies.models import REPLIES_PER_PAGE, Reply
from board.topics import labels
from board.topics.models import EXCERPT_LENGTH, Topic
from board.unread.models import ReadingFloor, ReadMark
from common.text import excerpt
from members.organizations.profile import Theme
from members.users.models import User

YEARS = 5
SPREAD, MOST, LONGEST = 1.5, 90, 300  # a weight of 3 is ten replies: the mean
SEED = 20261122
MARKS = 60  # marks of one person above their floor: about what compaction leaves
# words nobody else uses, in so many topics of every board, however large
IN_HUNDRED, IN_THOUSAND = "鯨汁まつり", "くじら灯台会議"
REACH = 2_000  # their floor lies so many activities behind the newest

DESCRIBE = """
    INSERT INTO common_indexedtext (object_type_id, object_id, kind, title, body, url, date, audiences)
    SELECT %s, t.id, %s, t.title, concat_ws(E'\\n', o.prefecture || o.name, o.name_kana, s.name, t.body),
        %s || t.id || %s, (t.published_at AT TIME ZONE 'Asia/Tokyo')::date,
        CASE t.audience WHEN 'all' THEN ARRAY['members'] ELSE ARRAY(
            SELECT 'organization:' || a.organization_id FROM board_topic_audience_organizations a
            WHERE a.topic_id = t.id
            UNION SELECT 'organization:' || t.organization_id UNION SELECT 'secretariat'
            UNION SELECT 'wards' WHERE t.audience = 'wards'
        ) END
    FROM board_topic t
    JOIN members_user u ON u.id = t.author_id AND u.email LIKE %s
    JOIN members_section s ON s.id = t.section_id
    JOIN members_organization o ON o.id = t.organization_id
    WHERE NOT EXISTS (
        SELECT 1 FROM common_indexedtext i WHERE i.object_type_id = %s AND i.object_id = t.id
    )
"""
DESCRIBE_REPLIES = """
    INSERT INTO common_indexedtext (object_type_id, object_id, parent_type_id, parent_id, kind, title,
        context, body, places, url, date, audiences)
    SELECT %s, r.id, own.object_type_id, own.object_id, own.kind, '', own.title,
        r.body, jsonb_build_array(jsonb_build_array(0, '返信' || r.number)),
        own.url || CASE WHEN r.number > %s THEN '?page=' || ((r.number - 1) / %s + 1) ELSE '' END
            || '#reply-' || r.number,
        (r.created_at AT TIME ZONE 'Asia/Tokyo')::date, own.audiences
    FROM board_reply r
    JOIN members_user u ON u.id = r.author_id AND u.email LIKE %s
    JOIN common_indexedtext own ON own.object_type_id = %s AND own.object_id = r.topic_id
    WHERE NOT EXISTS (
        SELECT 1 FROM common_indexedtext i WHERE i.object_type_id = %s AND i.object_id = r.id
    )
    ORDER BY r.id
"""
BIGRAMS = "indexedtext_bigrams"  # built at once: 200,000 texts one by one take it ten times as long


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
    first = (Topic.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    posted.sort(key=lambda topic: topic.published_at)
    for pk, topic in enumerate(posted, first):
        topic.pk = pk
    _plant(posted, IN_HUNDRED, 100)
    _plant(posted, IN_THOUSAND, 1_000)
    audiences.draw_audiences(chance, posted, authors)
    answers = _answers(chance, writer, posted, replies)
    _number(posted, answers)
    copy(Topic, posted)
    audiences.write_audiences(posted)
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


def index_topics() -> int:
    """Make bulk topics and replies findable that search does not know yet; in one statement each."""
    topic, reply = (ContentType.objects.get_for_model(model).pk for model in (Topic, Reply))
    before, after = reverse("board:topic-detail", args=[0]).split("0")
    bulk = f"%@{DOMAIN}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [BIGRAMS])
        build = cursor.fetchone()[0]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # one put off would keep the index from being made
        cursor.execute(f"DROP INDEX {BIGRAMS}")
        cursor.execute(DESCRIBE, [topic, labels.SEARCH_LABEL, before, after, bulk, topic])
        written = cursor.rowcount
        cursor.execute(DESCRIBE_REPLIES, [reply, REPLIES_PER_PAGE, REPLIES_PER_PAGE, bulk, topic, reply])
        written += cursor.rowcount
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(build)
    return written


def _topic(chance: random.Random, writer: Writer, authors: list[User]) -> Topic:
    author = chance.choice(authors)
    at = timezone.now() - datetime.timedelta(days=YEARS * 365 * chance.random() ** 1.3)
    body, html = writer.body(chance.randint(1, 4), longest=4)
    closed = at if chance.random() < 0.6 else None
    kind = chance.choice(Topic.POSTED_KINDS)
    return Topic(
        kind=kind,
        state=Topic.State.CLOSED if closed else Topic.State.OPEN,
        organization_id=author.section.organization_id,
        organization_name=author.organization.full_name,
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


def _plant(posted: list[Topic], word: str, number: int) -> None:
    """Let that many topics, spread over the years, speak of `word`."""
    for topic in posted[:: max(len(posted) // number, 1)][:number]:
        topic.body += f"\n\n{word}について。"


def _answers(chance, writer, posted, number) -> list[Reply]:
    """Replies spread unevenly, as talk is: most topics have a few, some hundreds, one about a thousand."""
    weights = [min(chance.paretovariate(SPREAD), MOST) for _ in posted]
    weights[chance.randrange(len(posted))] = LONGEST
    made = []
    now = timezone.now()
    for topic in chance.choices(posted, weights=weights, k=number):
        author = chance.choice(topic.circle)
        body, html = writer.body(1, longest=3)
        at = min(topic.published_at + datetime.timedelta(hours=chance.expovariate(1 / 200)), now)
        made.append(
            Reply(
                topic=topic,
                organization_id=author.section.organization_id,
                organization_name=author.organization.full_name,
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
