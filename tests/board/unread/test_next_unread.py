"""次の未読へ, 前の未読へ, and marking rows of the unread list as read."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.moderation.actions import hide_post
from board.topics.models import Topic
from board.unread import queries
from board.unread.actions import compact_read_marks, mark_read
from board.unread.models import ReadMark
from board.unread.queries import unread_ids

pytestmark = pytest.mark.django_db


def settle():
    Topic.objects.update(last_activity_at=timezone.now() - 2 * queries.SETTLED_AFTER)


def expected(user, topic, *, older: bool) -> int | None:
    """What the list of unread topics shows."""
    ids = [pk for pk in unread_ids(user, 1000) if pk != topic.pk]
    numbers = dict(Topic.objects.filter(pk__in=ids).values_list("pk", "activity_no"))
    ordered = sorted(ids, key=numbers.get, reverse=older)
    beyond = [pk for pk in ordered if (numbers[pk] < topic.activity_no) == older]
    return (beyond or ordered or [None])[0]


@pytest.mark.parametrize("compacted", [False, True])
def test_next_unread_agrees_with_the_list(
    officer, stranger, make_topic, make_reply, has_account_since_before, compacted
):
    has_account_since_before(stranger)
    dice = random.Random(11)
    topics = [make_topic(officer) for _ in range(14)]
    for topic in dice.sample(topics, 6):
        mark_read(stranger, topic.pk, topic.activity_no)
    if compacted:
        settle()
        compact_read_marks(stranger.pk)
    make_reply(topics[3], officer)
    topics += [make_topic(officer) for _ in range(3)]
    for topic in Topic.objects.all():
        for older in (True, False):
            assert queries.next_unread_id(stranger, topic, older=older) == expected(
                stranger, topic, older=older
            )


def test_next_unread_ends_and_skips_what_is_hidden_merged_or_not_for_the_user(
    browser, officer, stranger, ward_officer, secretariat, make_topic, has_account_since_before
):
    has_account_since_before(stranger, ward_officer)
    here, hidden, narrowed, merged = (make_topic(officer) for _ in range(4))
    hide_post(post=hidden, by=secretariat, reason="確認のため")
    Topic.objects.filter(pk=narrowed.pk).update(audience="wards")
    Topic.objects.filter(pk=merged.pk).update(
        merged_into=here, merged_at=timezone.now(), merged_by=secretariat
    )
    client = browser(stranger)
    assert "次の未読へ" not in client.get(here.get_absolute_url()).content.decode()
    for way in ("next", "previous"):
        response = client.get(f"/board/topics/{here.pk}/unread/{way}/", follow=True)
        assert response.redirect_chain[0][0] == "/board/unread/"
        assert "ほかに未読の投稿はありません。" in response.content.decode()
    assert client.get(f"/board/topics/{narrowed.pk}/unread/next/").status_code == 404
    ward = browser(ward_officer)
    assert "次の未読へ" in ward.get(here.get_absolute_url()).content.decode()
    assert ward.get(f"/board/topics/{here.pk}/unread/next/").url == narrowed.get_absolute_url()


def test_reading_on_from_one_to_the_next_reads_all(
    browser, officer, stranger, make_topic, has_account_since_before
):
    has_account_since_before(stranger)
    topics = [make_topic(officer) for _ in range(4)]
    client = browser(stranger)
    url, seen = topics[2].get_absolute_url(), []
    while "/topics/" in url:
        seen.append(int(url.split("/")[3]))
        has_more = "次の未読へ" in client.get(url).content.decode()
        assert has_more is (len(seen) < 4)
        url = client.get(f"/board/topics/{seen[-1]}/unread/next/").url
    assert seen == [topics[i].pk for i in (2, 1, 0, 3)]


@pytest.mark.parametrize("left_behind", [False, True])
def test_the_flag_on_the_page_is_exact(officer, stranger, make_topic, has_account_since_before, left_behind):
    has_account_since_before(stranger)
    here, other = make_topic(officer), make_topic(officer)
    if left_behind:
        settle()
        compact_read_marks(stranger.pk)

    def flag() -> bool:
        rows = Topic.objects.annotate(more=queries.another_is_unread(stranger))
        return rows.values_list("more", flat=True).get(pk=here.pk)

    assert flag()
    mark_read(stranger, other.pk, other.activity_no)
    assert not flag()


def test_a_row_is_marked_read_as_far_as_it_was_shown(
    browser, officer, ward_officer, stranger, make_topic, make_reply, has_account_since_before
):
    has_account_since_before(stranger)
    topic, other = make_topic(officer), make_topic(officer)
    client = browser(stranger)
    page = client.get("/board/unread/").content.decode()
    value = f"{topic.pk}-{topic.activity_no}"
    assert f'value="{value}"' in page
    make_reply(topic, ward_officer)  # meanwhile
    client.post("/board/unread/read/", {"topic": value})
    assert set(unread_ids(stranger, 9)) == {topic.pk, other.pk}
    topic.refresh_from_db()
    client.post("/board/unread/read/", {"topic": f"{topic.pk}-{topic.activity_no}"})
    assert unread_ids(stranger, 9) == [other.pk]
    client.post("/board/unread/read/", {"topic": f"{other.pk}-{'9' * 15}"})  # never beyond what there is
    assert ReadMark.objects.get(user=stranger, topic=other).activity_no == other.activity_no


def test_a_row_is_marked_read_by_those_only_who_see_it(
    visitor, browser, officer, reader, stranger, make_draft, make_topic
):
    topic, draft = make_topic(officer), make_draft(officer)
    Topic.objects.filter(pk=topic.pk).update(audience="wards")
    value = {"topic": f"{topic.pk}-{topic.activity_no}"}
    assert visitor.post("/board/unread/read/", value).url.startswith("/accounts/login/")
    assert browser(stranger).post("/board/unread/read/", value).status_code == 404
    assert browser(reader).post("/board/unread/read/", value).status_code == 302
    client = browser(officer)
    assert client.get("/board/unread/read/").status_code == 405
    for wrong in ("", "-", "\x00", "9" * 400, f"{draft.pk}-1"):
        assert client.post("/board/unread/read/", {"topic": wrong}).status_code == 404


def test_a_step_costs_the_same_however_much_is_unread(
    officer, stranger, make_topic, has_account_since_before
):
    has_account_since_before(stranger)
    here = make_topic(officer)
    make_topic(officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.next_unread_id(stranger, here, older=False)
        return len(seen)

    one = cost()
    for _ in range(3):
        make_topic(officer)
    assert cost() == one
