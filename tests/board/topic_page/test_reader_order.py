"""A topic in its reader's order: how it stands, what may be done in one menu, its 要点 where it is long."""

import datetime

import pytest
from django.urls import reverse

from board.closing.actions import close_topic
from board.moderation.actions import hide_post, lock_topic
from board.pins.actions import pin_topic
from board.topic_page.panels import LONG
from board.topics.models import Topic
from common import japanese_calendar
from tests.menus import entries_of, refused_entries


@pytest.fixture
def page(browser, officer):
    return lambda topic, user=officer: browser(user).get(topic.get_absolute_url())


def test_how_it_stands_names_the_replies_and_the_deadline(page, make_topic, make_reply, officer, stranger):
    deadline = japanese_calendar.today() + datetime.timedelta(days=30)
    topic = make_topic(officer, deadline=deadline)
    assert page(topic).context["standing"].words.startswith("返信はまだありません、返信期限は")
    make_reply(topic, stranger)
    words = page(topic).context["standing"].words
    assert words.startswith("返信1件、返信期限は")
    assert japanese_calendar.wareki(deadline) in words
    close_topic(topic=topic, by=officer)
    assert page(topic).context["standing"].words.endswith("に終了")


def test_how_it_stands_has_a_bar_where_readers_are_counted(page, make_topic, officer, stranger):
    topic = make_topic(officer, Topic.Kind.NOTICE, asks_read_receipts=True)
    assert page(topic).context["standing"].number == 0
    standing = page(topic, stranger).context["standing"]
    assert standing.number == 1  # this visit counts
    assert standing.words.startswith(f"1/{standing.of}団体が既読")


def test_the_text_comes_before_the_facts_and_each_is_told_once(page, make_reply, topic, stranger):
    make_reply(topic, stranger, "江東区の者です。")
    html = page(topic).text
    order = ["物産展を提案します", "会場の提供", "担当部署", "江東区の者です", "返信を投稿する"]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert html.count("会場の提供") == 1
    assert html.count('class="acts-menu"') == 2  # of the topic and of the reply


def test_only_a_long_topic_has_key_points(page, make_reply, topic, stranger, browser, officer):
    make_reply(topic, stranger)
    assert page(topic).context["points"] == []
    Topic.objects.filter(pk=topic.pk).update(reply_count=LONG)
    points = dict(page(topic).context["points"])
    assert points["状態"].startswith("募集中、")
    assert points["求めていること"].endswith("：会場の提供")
    assert points["対応する人"] == "希望する区・団体（返信）"
    printed = browser(officer).get(f"{topic.get_absolute_url()}print/").text
    assert "要点" in printed


@pytest.mark.parametrize("kind", [Topic.Kind.PROPOSAL, Topic.Kind.NOTICE])
def test_nobody_is_shown_an_act_that_they_may_not_do(
    clients, browser, colleague, make_topic, make_reply, officer, stranger, ward_officer, kind
):
    topic = make_topic(officer, kind)
    for by in (officer, stranger, ward_officer):
        make_reply(topic, by)
    assert len(entries_of(browser(officer), topic.get_absolute_url())) > 10
    assert refused_entries(clients, topic.get_absolute_url()) == []
    close_topic(topic=topic, by=colleague)
    assert refused_entries(clients, topic.get_absolute_url()) == []


DONE_MEANWHILE = {
    "topic-close": (close_topic, "officer", "先に終了しています"),
    "topic-step": (close_topic, "officer", "いま「終了」のため"),
    "topic-lock": (lock_topic, "secretariat", "いま「書込み停止中」のため"),
    "topic-hide": (hide_post, "secretariat", "いま「非表示」のため"),
    "topic-pin": (pin_topic, "secretariat", "先に固定されています"),
    "topic-unlock": (None, "secretariat", "いま「募集中」のため"),
    "topic-unmerge": (None, "secretariat", "いま「募集中」のため"),
}


@pytest.mark.parametrize("name", DONE_MEANWHILE)
def test_what_somebody_did_meanwhile_is_said(request, browser, topic, colleague, secretariat, name):
    """The button stood on the page that they had open."""
    act, who, words = DONE_MEANWHILE[name]
    if act is close_topic:
        close_topic(topic=topic, by=colleague)
    elif act is pin_topic:
        pin_topic(topic=topic, by=secretariat, until=japanese_calendar.today())
    elif act is lock_topic:
        lock_topic(topic=topic, by=secretariat, reason="確認のため")
    elif act is hide_post:
        hide_post(post=topic, by=secretariat, reason="確認のため")
    client = browser(request.getfixturevalue(who))
    assert (
        words in client.post(reverse(f"board:{name}", args=[topic.pk]), {"reason": "確認"}, follow=True).text
    )
