import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum

from bench.content.sentences import Writer
from board.replies.models import Reply
from board.topics.models import Topic
from board.unread.models import ReadMark
from common.search.queries import search_texts
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization
from members.users.models import User
from pamphlets.requests.models import PamphletRequest

SMALL = {"organizations": 3, "users": 12, "topics": 20, "replies": 100, "pamphlets": 4, "consent": True}


@pytest.fixture
def towns(koto):
    """Three towns that are no members yet, and a special ward."""
    for place in range(3):
        LocalGovernment.objects.create(
            code=f"01{place:04}", prefecture="北海道", name=f"見本{place}町", kind="town", source="test"
        )


@pytest.mark.usefixtures("no_cast")
def test_bulk_content_hangs_together_and_again_adds_nothing(towns, capsys):
    call_command("seed_bulk", **SMALL)
    assert "3 organizations, 12 users, 20 topics, 100 replies" in capsys.readouterr().out
    topics = Topic.objects.annotate(replied=Count("replies")).order_by("activity_no")
    assert [topic.reply_count for topic in topics] == [topic.replied for topic in topics]
    numbers = [*topics.values_list("activity_no", flat=True)]
    assert len(set(numbers)) == 20
    assert [topic.last_activity_at for topic in topics] == sorted(topic.last_activity_at for topic in topics)
    assert all(
        reply.created_at >= reply.topic.published_at for reply in Reply.objects.select_related("topic")
    )
    assert ReadMark.objects.count() == 12 * 20
    found = search_texts(topics[0].title, audiences=["members"]).rows
    assert topics[0].get_absolute_url() in [row.url for row in found]

    call_command("seed_bulk", **SMALL)
    said = capsys.readouterr().out
    assert "0 organizations, 0 users, 0 topics, 0 replies, 0 marks" in said
    assert "0 pamphlet requests" in said
    asked = PamphletRequest.objects.annotate(taken=Sum("answers__copies", default=0))
    assert [pamphlet.copies_accepted for pamphlet in asked] == [pamphlet.taken for pamphlet in asked]
    assert len(asked) == 4
    assert (User.objects.count(), Topic.objects.count(), Reply.objects.count()) == (12, 20, 100)


@pytest.mark.usefixtures("no_cast")
def test_bulk_people_work_for_wards_too_and_cannot_log_in(towns):
    call_command("seed_bulk", **{**SMALL, "topics": 0, "replies": 0})
    assert User.objects.filter(section__organization__kind=Organization.Kind.SPECIAL_WARD).count() == 2
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_bulk_is_refused_beside_a_real_database(settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="--yes-this-is-not-production"):
        call_command("seed_bulk")


def test_the_same_seed_writes_the_same_text():
    first, second = Writer(7, sentences=20), Writer(7, sentences=20)
    assert [first.title(), first.body(2, longest=2)] == [second.title(), second.body(2, longest=2)]
