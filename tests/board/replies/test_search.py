"""Replies in the search: each is found for itself by the readers of its topic, and leads to its place."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand
from django.db.models.expressions import RawSQL
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from board.audience_changes.actions import change_audience
from board.merges.actions import merge_topic, unmerge_topic
from board.moderation.actions import hide_post, unhide_post
from board.replies.models import REPLIES_PER_PAGE, Reply
from board.reply_posting.actions import edit_reply, post_reply
from board.retractions.actions import purge_post, retract_post
from board.topics.audience import Audience
from board.topics.models import Topic
from common.search import queries
from common.search.actions import REFRESH_TASK, refresh_index_all, refresh_index_by_key, refresh_index_now
from common.search.audiences import audiences_of
from common.search.models import IndexedText
from common.search.queries import matching_ids, search_texts
from portal.seeding import index_texts
from tests.worker import told

WORDS = "文化会館"


def hits(user, q=WORDS):
    return search_texts(q, audiences=audiences_of(user)).rows


def listed(user, q=WORDS) -> list[int]:
    return matching_ids(q, audiences=audiences_of(user), kind="掲示板")


def index() -> None:
    """What the worker does with the jobs that wait."""
    told(job=REFRESH_TASK)


@pytest.fixture
def long_topic(topic, ward_officer, make_reply):
    """The first of very many replies says it, with its own words; the last page is far away."""
    first = make_reply(topic, ward_officer, f"{WORDS}を使えます。")
    Reply.objects.bulk_create(
        Reply(
            topic=topic,
            number=number,
            organization_id=first.organization_id,
            section_id=first.section_id,
            author=ward_officer,
            author_name=ward_officer.name,
            body=f"{number}番目の返信です。" + "長い話が続きます。" * 40,
            activity_no=1_000_000 + number,
        )
        for number in range(2, 1000)
    )
    Topic.objects.filter(pk=topic.pk).update(reply_count=999)
    refresh_index_now(topic)
    return topic


def test_the_oldest_of_a_thousand_replies_is_found_and_leads_to_its_place(browser, stranger, long_topic):
    (hit,) = hits(stranger)
    assert (hit.title, hit.place) == (long_topic.title, "返信1")
    assert hit.url == f"{long_topic.get_absolute_url()}#reply-1"
    assert f"<mark>{WORDS}</mark>を使えます。" in hit.snippet
    assert listed(stranger) == [long_topic.pk]
    last = REPLIES_PER_PAGE * 3 + 1
    (hit,) = hits(stranger, f"{last}番目の返信")
    assert hit.url == f"{long_topic.get_absolute_url()}?page=4#reply-{last}"
    page = browser(stranger).get(hit.url).content.decode()
    assert f'id="reply-{last}"' in page
    missed = [number for number in range(2, 1000, 97) if not hits(stranger, f"{number}番目の返信です")]
    assert missed == []


def test_a_topic_is_found_once_with_the_places_of_its_replies(
    browser, stranger, ward_officer, topic, make_reply
):
    for _ in range(6):
        make_reply(topic, ward_officer, f"{WORDS}を使えます。")
    refresh_index_now(topic)
    (hit,) = hits(stranger)
    assert hit.url.endswith("#reply-6")
    assert [place for place, _ in hit.others] == ["返信5", "返信4", "返信3"]
    assert hit.left == 2
    page = browser(stranger).get("/search/", {"q": WORDS}).content.decode()
    assert page.count(f"{topic.title}</a></h2>") == 1
    assert f'<a href="{topic.get_absolute_url()}#reply-5">返信5</a>' in page
    assert "ほか2件" in page


def test_words_of_the_topic_itself_lead_to_the_topic(stranger, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer, "物産展ですね。")
    refresh_index_now(topic)
    (hit,) = hits(stranger, "物産展")
    assert (hit.url, hit.place) == (topic.get_absolute_url(), "件名")
    assert hit.others == ((("返信1", f"{topic.get_absolute_url()}#reply-1")),)


def test_a_title_helps_the_words_of_a_reply_but_is_not_found_in_it(
    stranger, ward_officer, topic, make_reply, monkeypatch
):
    make_reply(topic, ward_officer, f"{WORDS}を使えます。")
    refresh_index_now(topic)
    for q in (
        f"物産展 {WORDS}",
        f"{WORDS}　物産展",
        f"展 {WORDS}",
        f"物産 {WORDS}",
        f"一緒に {WORDS} 使えます",
    ):
        (hit,) = hits(stranger, q)
        assert (hit.url, hit.others) == (f"{topic.get_absolute_url()}#reply-1", ()), q
    assert hits(stranger, "物産展 会場の提供")[0].others == ()
    assert hits(stranger, f"{WORDS} 鯨汁") == []
    assert hits(stranger, "物産展 一緒に")[0].others == ()
    monkeypatch.setattr(queries, "MAX_TEXTS", 0)  # read by date
    assert hits(stranger, "物産展 一緒に")[0].others == ()
    assert hits(stranger, f"物産展 {WORDS}")[0].url.endswith("#reply-1")


def test_words_of_two_replies_are_not_one_text(stranger, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer, f"{WORDS}を使えます。")
    make_reply(topic, ward_officer, "体育館を使えます。")
    refresh_index_now(topic)
    assert hits(stranger, f"{WORDS} 体育館") == []


@pytest.mark.parametrize("audience", Audience.values)
def test_a_reply_is_found_by_the_readers_of_its_topic_only(
    officer, colleague, reader, stranger, ward_officer, secretariat, kushiro, topic, make_reply, audience
):
    make_reply(topic, officer, f"{WORDS}を使えます。")
    Topic.objects.filter(pk=topic.pk).update(audience=audience)
    topic.audience_organizations.set([kushiro] if audience == Audience.CHOSEN else [])
    refresh_index_now(topic)
    for user in (officer, colleague, reader, stranger, ward_officer, secretariat):
        sees = Topic.objects.visible_to(user).filter(pk=topic.pk).exists()
        assert bool(hits(user)) == bool(listed(user)) == sees, user
    assert hits(AnonymousUser()) == listed(AnonymousUser()) == []


@pytest.fixture
def replied(topic, ward_officer, officer, make_reply):
    """A reply with the words, and two that quote it, one of them through the other."""
    reply = make_reply(topic, ward_officer, f"{WORDS}を使えます。")
    second = post_reply(topic=topic, by=officer, body=f"> {WORDS}を使えます。\n\n助かります。", quoted=reply)
    again = f"> > {WORDS}を使えます。\n> 助かります。\n\nしました。"
    post_reply(topic=topic, by=officer, body=again, quoted=second)
    index()
    return reply


def narrow(reply, secretariat, officer, kushiro):
    topic = reply.topic
    cut = {reply.organization_id}
    change_audience(topic=topic, by=officer, audience="chosen", organizations=[kushiro], losing_access=cut)


GONE = {
    "hidden topic": lambda reply, by, *_: hide_post(post=reply.topic, by=by, reason="確認"),
    "hidden reply": lambda reply, by, *_: hide_post(post=reply, by=by, reason="確認"),
    "retracted topic": lambda reply, _, officer, __: retract_post(
        post=reply.topic, by=officer, reason="誤り"
    ),
    "retracted reply": lambda reply, *_: retract_post(post=reply, by=reply.author, reason="誤り"),
    "purged topic": lambda reply, by, *_: purge_post(post=reply.topic, by=by, reason="誤り"),
    "purged reply": lambda reply, by, *_: purge_post(post=reply, by=by, reason="誤り"),
    "narrowed": narrow,
}


@pytest.mark.parametrize("deed", GONE)
def test_a_reply_that_may_not_be_read_is_not_found_from_that_moment_on(
    officer, ward_officer, secretariat, kushiro, replied, deed
):
    assert len(hits(ward_officer)) == 1
    GONE[deed](replied, secretariat, officer, kushiro)
    assert hits(ward_officer) == listed(ward_officer) == []
    index()
    assert hits(ward_officer) == listed(ward_officer) == []
    about_reply = "reply" in deed
    assert bool(hits(ward_officer, "助かります")) == about_reply
    assert bool(hits(officer)) == (deed == "narrowed")


@pytest.mark.parametrize("deed", ["hidden topic", "hidden reply"])
def test_what_is_shown_again_is_found_again(officer, ward_officer, secretariat, kushiro, replied, deed):
    GONE[deed](replied, secretariat, officer, kushiro)
    index()
    unhide_post(post=replied if deed == "hidden reply" else replied.topic, by=secretariat)
    index()
    (hit,) = hits(ward_officer)
    assert [place for place, _ in hit.others] == ["返信2", "返信1"]


def test_a_job_of_a_reply_writes_nothing_under_a_topic_that_was_taken_away(
    officer, ward_officer, secretariat, kushiro, replied
):
    """Jobs come in any order: a reply without its topic in the index waits for that one's job."""
    narrow(replied, secretariat, officer, kushiro)
    refresh_index_by_key("board.reply", replied.pk)
    assert hits(ward_officer) == hits(officer) == []
    refresh_index_by_key("board.topic", replied.topic_id)
    assert hits(ward_officer) == []
    assert len(hits(officer)) == 1


def test_replies_of_a_merged_topic_leave_with_it_and_come_back(
    officer, stranger, secretariat, make_topic, replied
):
    into = make_topic(officer, title="別の物産展")
    merge_topic(topic=replied.topic, by=secretariat, into=into, reason="重複")
    index()
    assert hits(stranger) == listed(stranger) == []
    replied.topic.refresh_from_db()
    unmerge_topic(topic=replied.topic, by=secretariat)
    index()
    assert len(hits(stranger)) == 1


def test_a_wider_audience_and_a_new_title_reach_the_replies(officer, stranger, ward_officer, replied):
    topic = replied.topic
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    refresh_index_by_key("board.topic", topic.pk)
    assert hits(stranger) == []
    assert len(hits(ward_officer)) == 1
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.ALL, title="春の音楽祭")
    refresh_index_by_key("board.topic", topic.pk)
    (hit,) = hits(stranger, f"音楽祭 {WORDS}")
    assert hit.title == "春の音楽祭"


def test_a_new_or_edited_reply_costs_one_job_about_itself(officer, ward_officer, replied, make_reply):
    jobs = ProcrastinateJob.objects.filter(task_name=REFRESH_TASK)
    jobs.delete()
    new = make_reply(replied.topic, ward_officer, "体育館も使えます。")
    assert [job.args for job in jobs] == [{"model": "board.reply", "pk": new.pk}]
    index()
    edit_reply(reply=new, by=ward_officer, version=1, values={"body": "公民館も使えます。", "capacity": ""})
    assert [job.args["pk"] for job in jobs] == [new.pk]  # of each one waits at most
    index()
    assert hits(officer, "体育館") == []
    assert len(hits(officer, "公民館")) == 1


@pytest.mark.parametrize("n", [1, 3])
def test_a_reply_is_indexed_at_the_same_cost_in_a_long_topic(
    topic, ward_officer, make_reply, django_assert_num_queries, n
):
    refresh_index_now(topic)
    for _ in range(n):
        reply = make_reply(topic, ward_officer, f"{WORDS}を使えます。")
    refresh_index_by_key("board.reply", reply.pk)
    with django_assert_num_queries(7) as seen:
        refresh_index_by_key("board.reply", reply.pk)
    (lock,) = [query["sql"] for query in seen if "FOR NO KEY UPDATE" in query["sql"]]
    assert '"common_indexedtext"."title"' in lock  # the topic's row: nobody takes it away meanwhile


def test_what_did_not_change_is_not_written_again(replied):
    def places():
        return set(IndexedText.objects.values_list("pk", RawSQL("ctid::text", [])))

    before = places()
    assert (refresh_index_all(Topic), refresh_index_all(Reply)) == (1, 3)
    assert places() == before


def test_an_index_that_was_empty_is_filled_topic_by_topic(stranger, replied):
    IndexedText.objects.all().delete()
    assert refresh_index_all(Topic) == 1
    (hit,) = hits(stranger)
    assert hit.left + len(hit.others) == 2
    Reply.objects.filter(quoted__quoted__isnull=False).delete()
    refresh_index_all(Reply)
    assert IndexedText.objects.filter(parent_id=replied.topic_id).count() == 2


def test_what_loaders_wrote_is_found(stranger, replied):
    IndexedText.objects.exclude(parent_id=None).delete()
    assert refresh_index_all(Reply, Reply.objects.defer("body")) == 3
    IndexedText.objects.exclude(parent_id=None).delete()
    index_texts(BaseCommand())
    assert len(hits(stranger)) == 1


def test_many_replies_of_one_topic_do_not_hide_the_other_topics(
    officer, stranger, ward_officer, make_topic, make_reply, monkeypatch
):
    """Of a word in very many texts the newest are read, until there are as many topics as a page shows."""
    topics = [make_topic(officer, title=f"相談{number}", body=f"{WORDS}の件") for number in range(3)]
    for _ in range(9):
        make_reply(topics[0], ward_officer, f"{WORDS}を使えます。")
    for topic in topics:
        refresh_index_now(topic)
    IndexedText.objects.filter(parent_id=None).update(date=timezone.localdate() - datetime.timedelta(days=9))
    for name in ("MAX_TEXTS", "MAX_TEXTS_OF_LIST"):
        monkeypatch.setattr(queries, name, 2)
    for name in ("PER_PAGE", "CAP"):
        monkeypatch.setattr(queries, name, 1)
    assert listed(stranger) == [topics[0].pk]
    for name in ("PER_PAGE", "CAP"):
        monkeypatch.setattr(queries, name, 3)
    assert listed(stranger)[0] == topics[0].pk
    assert set(listed(stranger)) == {topic.pk for topic in topics}
    result = search_texts(WORDS, audiences=audiences_of(stranger))
    assert {row.title for row in result.rows} == {topic.title for topic in topics}
