"""A reply costs few statements; its author's mark and everybody's order of activity stay exact."""

import uuid

import pytest
from django.utils import timezone

from board.closing.actions import close_topic
from board.replies.models import Reply
from board.topics.audience import Audience
from board.topics.models import Topic
from board.unread.queries import floor_of, read_up_to, unread_ids
from tests.threads import in_threads


def post(client, topic, body="参加します。", **values):
    return client.post(f"/board/topics/{topic.pk}/reply/", {"body": body, **values})


# session, user, begin, token, limit, topic, reply, the topic's counters with the author's mark, audit log,
# jobs, token, commit; a narrower audience is asked for again under the lock
@pytest.mark.parametrize(("audience", "queries"), [(Audience.ALL, 12), (Audience.CHOSEN, 13)])
@pytest.mark.parametrize("has_read", [True, False])
def test_a_reply_costs_few_queries(
    browser, officer, stranger, make_topic, django_assert_num_queries, audience, queries, has_read
):
    topic = make_topic(officer, audience=audience, audience_organizations=[stranger.organization])
    floor_of(stranger)
    client = browser(stranger)
    post(client, topic)
    if not has_read:
        post(browser(officer), topic)
    with django_assert_num_queries(queries):
        assert post(client, topic).status_code == 302


def test_the_number_of_replies_costs_no_query_more(
    browser, officer, stranger, topic, make_reply, django_assert_num_queries
):
    floor_of(stranger)
    client = browser(stranger)
    post(client, topic)
    for _ in range(30):
        make_reply(topic, officer)
    with django_assert_num_queries(12):
        assert post(client, topic).status_code == 302


@pytest.mark.parametrize("has_floor", [True, False])
def test_an_own_reply_is_read_where_all_was_read_before(browser, officer, stranger, topic, has_floor):
    stranger.joined_at = timezone.now()  # what was there before counts as read
    stranger.save()
    if has_floor:
        floor_of(stranger)
    assert post(browser(stranger), topic).status_code == 302
    reply = Reply.objects.get()
    topic.refresh_from_db()
    assert (topic.reply_count, topic.activity_no) == (1, reply.activity_no)
    assert topic.last_activity_at == reply.created_at
    assert read_up_to(stranger, topic) == reply.activity_no
    assert post(browser(officer), topic).status_code == 302
    assert read_up_to(officer, topic) < reply.activity_no  # they had not read the reply before theirs
    assert unread_ids(officer, 10) == unread_ids(stranger, 10) == [topic.pk]


@pytest.mark.parametrize("audience", [Audience.WARDS, Audience.CHOSEN])
def test_a_reply_to_what_they_may_not_read_is_not_found(browser, officer, stranger, make_topic, audience):
    topic = make_topic(officer, audience=audience)
    assert post(browser(stranger), topic).status_code == 404
    assert post(browser(stranger), Topic(pk=10**9)).status_code == 404
    assert not Reply.objects.exists()


@pytest.mark.usefixtures("committed")
@pytest.mark.slow
def test_a_reader_misses_no_reply_of_a_storm(browser, officer, stranger, ward_officer, colleague, make_topic):
    """Each form is sent twice at once; meanwhile somebody reads the topic again and again."""
    topic = make_topic(officer)
    floor_of(colleague)
    reader, shown = browser(colleague), []

    def write(person):
        client = browser(person)
        return [post(client, topic, **form).url for form in forms[person.pk]]

    def read():
        for _ in range(12):
            shown.append(
                (reader.get(topic.get_absolute_url()).content.decode(), read_up_to(colleague, topic))
            )

    people = [stranger, ward_officer, officer]
    forms = {
        person.pk: [{"body": f"返信{person.pk}-{n}。", "idempotency_key": uuid.uuid4()} for n in range(6)]
        for person in people
    }
    *written, _ = in_threads(*(lambda person=person: write(person) for person in people * 2), read)
    assert written[:3] == written[3:]
    replies = list(Reply.objects.order_by("number"))
    assert [reply.number for reply in replies] == list(range(1, 19))
    numbers = [reply.activity_no for reply in replies]
    assert numbers == sorted(numbers)
    for page, read_no in shown:
        assert all(reply.body in page for reply in replies if reply.activity_no <= read_no)
    topic.refresh_from_db()
    assert (topic.reply_count, topic.activity_no) == (18, numbers[-1])


@pytest.mark.usefixtures("committed")
def test_a_topic_that_is_closed_at_the_same_moment(browser, officer, stranger, make_topic):
    for _ in range(4):
        topic, client = make_topic(officer), browser(stranger)
        answer, _ = in_threads(
            lambda client=client, topic=topic: post(client, topic),
            lambda topic=topic: close_topic(topic=topic, by=officer),
        )
        topic.refresh_from_db()
        assert not topic.is_open
        if answer.status_code == 403:
            assert "入力した内容は下に残っています" in answer.content.decode()
            assert (topic.reply_count, topic.replies.count()) == (0, 0)
        else:
            assert answer.status_code == 302
            assert topic.replies.get().created_at <= topic.closed_at
            assert topic.reply_count == 1
