"""What must always be true of a row; one violation each."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from board.replies.models import Reply
from board.topics.models import Topic
from board.unread.models import ReadMark

NOW = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("topic_published_whole", {"published_by": None}),
        ("topic_activity_no_whole", {"activity_no": None}),
        ("topic_closed_at_with_state", {"closed_at": NOW}),
        ("topic_closed_at_with_state", {"state": "closed"}),
        ("topic_hidden_whole", {"hidden_at": NOW}),
        ("topic_hidden_whole", {"hidden_reason": "理由だけ"}),
        ("topic_published_with_text", {"title": ""}),
        ("topic_published_with_text", {"body": ""}),
        ("topic_places_positive", {"places": 0}),
        (
            "topic_ends_after_start",
            {"starts_on": datetime.date(2026, 4, 2), "ends_on": datetime.date(2026, 4, 1)},
        ),
    ],
)
def test_topic_constraint(topic, constraint, change):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(**change)


def test_activity_number_is_unique(topic, make_topic, officer):
    with pytest.raises(IntegrityError, match="topic_activity_no"), transaction.atomic():
        Topic.objects.filter(pk=make_topic(officer).pk).update(activity_no=topic.activity_no)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("reply_with_text", {"body": ""}),
        ("reply_hidden_whole", {"hidden_at": NOW}),
    ],
)
def test_reply_constraint(topic, ward_officer, make_reply, constraint, change):
    make_reply(topic, ward_officer)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reply.objects.update(**change)


def test_one_mark_for_a_person_and_topic(topic, stranger):
    ReadMark.objects.create(user=stranger, topic=topic, activity_no=1)
    with pytest.raises(IntegrityError, match="readmark_once"), transaction.atomic():
        ReadMark.objects.create(user=stranger, topic=topic, activity_no=2)


def test_topic_keeps_excerpt_and_safe_html(make_topic, officer):
    topic = make_topic(
        officer, body="<script>alert(1)</script>\nhttps://www.city.example/ です\n" + "長い" * 200
    )
    assert "<script>" not in topic.body_html
    assert 'href="https://www.city.example/"' in topic.body_html
    assert len(topic.excerpt) <= 121
    assert topic.published_at <= timezone.now()
