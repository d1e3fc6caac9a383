"""The sample content."""

from board.assignments.models import Assignment
from board.publication.rules import publication_problem
from board.replies.models import Reply
from board.topics.models import Topic
from board.unread.queries import unread_count
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.outbox.models import OutgoingMail
from fixtures.sample import board
from members.organizations.models import Organization


def test_sample_is_marked_lively_and_loaded_once(no_cast, make_organization, make_user):
    wards = [
        make_organization(name, code=code, prefecture="東京都", kind=Organization.Kind.SPECIAL_WARD)
        for name, code in (("江東区", "131083"), ("港区", "131032"))
    ]
    sakai = make_organization("堺市", code="271403", prefecture="大阪府")
    kushiro = make_organization("釧路市", code="012068", prefecture="北海道")
    office = make_organization("特別区長会事務局", kind=Organization.Kind.SECRETARIAT)
    people = zip(
        ["ward", "ward2", "officer", "colleague", "stranger", "secretariat"],
        [*wards, sakai, sakai, kushiro, office],
        strict=True,
    )
    users = {name: make_user(f"{name}@demo.example", organization) for name, organization in people}
    assert board.load() == {"投稿": 25, "返信": 27}
    files = StoredFile.objects.count()
    assert board.load() == {"投稿": 0, "返信": 0}
    assert StoredFile.objects.count() == files > 10
    topics = Topic.objects.all()
    assert all(topic.title.startswith("【見本】") for topic in topics)
    assert {topic.kind for topic in topics} == set(Topic.Kind.values)
    assert {topic.state for topic in topics} == set(Topic.State.values)
    for topic in topics:
        assert topic.reply_count == topic.replies.count()
        assert topic.file_count == len(files_of(topic))
    by_time = list(Reply.objects.order_by("created_at").values_list("activity_no", flat=True))
    assert by_time == sorted(by_time)
    assert 3 <= unread_count(users["ward"]) <= 12
    assert not OutgoingMail.objects.exists()
    assert {topic.stage for topic in topics} == {"", *Topic.Stage.values}
    talk = topics.get(kind=Topic.Kind.TALK)
    assert (talk.organization, talk.partner) == (sakai, wards[0])
    assert Reply.objects.filter(capacity=Reply.Capacity.OFFICIAL).exists()
    assert Assignment.objects.open().get().assignee == users["officer"]
    assert [topic.organization for topic in topics.pinned()] == [office]
    scheduled = topics.get(publish_at__isnull=False)
    assert publication_problem(scheduled) == ""


def test_sample_needs_no_account_at_all(db):
    assert board.load() == {"投稿": 0, "返信": 0}
