"""A topic on paper."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from board.moderation.actions import hide_post
from board.reply_posting.actions import post_reply
from board.stages.models import TopicStep
from board.topic_page import forms
from board.topics.audience import Audience
from board.topics.models import Topic
from common.attachments.actions import attach_files, store_upload


def printed(client, topic, status=200, **query) -> str:
    response = client.get(reverse("board:topic-print", args=[topic.pk]), query)
    assert response.status_code == status
    return response.content.decode()


def file(name, by):
    return store_upload(SimpleUploadedFile(name, "本文".encode()), by=by)


def test_topic_print_opens_for_those_who_see_the_topic(
    browser, visitor, officer, colleague, reader, stranger, ward_officer, secretariat, topic
):
    for person in (officer, colleague, reader, stranger, ward_officer, secretariat):
        assert topic.title in printed(browser(person), topic)
    assert visitor.get(reverse("board:topic-print", args=[topic.pk])).status_code == 302
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    printed(browser(ward_officer), topic)
    printed(browser(stranger), topic, status=404)


def test_topic_print_names_sender_date_number_audience_and_files(browser, officer, ward_officer, make_topic):
    topic = make_topic(officer, files=[file("計画.txt", officer)])
    reply = post_reply(topic=topic, by=ward_officer, body="承知しました。", files=[])
    attach_files([file("回答.txt", ward_officer)], to=reply)
    type(reply).objects.update(file_count=1)
    page = printed(browser(officer), topic)
    for words in ("大阪府堺市", "企画課", topic.number_name, "公開範囲", "会員のすべての団体"):
        assert words in page
    for words in ("計画.txt", "回答.txt", "テキスト", "6バイト"):
        assert words in page


def test_topic_print_shows_the_steps_of_a_proposal(browser, officer, topic):
    topic.steps.all().delete()
    TopicStep.objects.create(
        topic=topic,
        stage="agreed",
        on=datetime.date(2026, 4, 1),
        remark="協定を\n結びました",
        by=officer,
        by_name=officer.name,
    )
    page = printed(browser(officer), topic)
    assert "提案の経過" in page
    assert "令和8年4月1日(水)" in page
    assert "協定を<br>結びました" in page


def test_topic_print_names_the_chosen_organisations(browser, officer, kushiro, topic):
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.CHOSEN)
    topic.audience_organizations.add(kushiro)
    assert "選んだ団体のみ（北海道釧路市）" in printed(browser(officer), topic)


def test_topic_print_has_number_and_boxes_only_where_they_are_asked_for(browser, officer, topic):
    client = browser(officer)
    assert 'class="stamps"' not in printed(client, topic)
    page = printed(client, topic, document_number="7特企第123号 <b>", stamps="on", circulation="on")
    assert page.count('class="stamps"') == 2
    assert "供覧欄" in page
    assert "7特企第123号 &lt;b&gt;" in page


@pytest.mark.parametrize("typed", ["あ" * 41, "一\n二", "\u202e123", "x" * 100_000])
def test_topic_print_says_what_is_wrong_with_a_document_number(browser, officer, topic, typed):
    page = printed(browser(officer), topic, status=400, document_number=typed)
    assert "error-summary" in page
    assert topic.title in page


def test_topic_print_without_replies(browser, officer, ward_officer, make_reply, topic):
    make_reply(topic, ward_officer, "区の返信です。")
    client = browser(officer)
    assert "区の返信です。" in printed(client, topic)
    assert "区の返信です。" not in printed(client, topic, without_replies="on")


def test_topic_print_keeps_hidden_replies_from_others(
    browser, officer, stranger, ward_officer, secretariat, make_reply, topic
):
    reply = make_reply(topic, ward_officer, "隠れる返信です。")
    hide_post(post=reply, by=secretariat, reason="個人情報のため")
    for person in (ward_officer, secretariat):
        page = printed(browser(person), topic)
        assert "隠れる返信です。" in page
        assert "個人情報のため" in page
    for person in (officer, stranger):
        page = printed(browser(person), topic)
        assert "隠れる返信です。" not in page
        assert "個人情報のため" not in page
        assert "非表示になっています" in page


def test_topic_print_comes_in_parts_where_it_is_long(
    browser, officer, ward_officer, make_reply, topic, monkeypatch
):
    monkeypatch.setattr(forms, "REPLIES_PER_PRINT", 2)
    monkeypatch.setattr("board.topic_page.views.REPLIES_PER_PRINT", 2)
    for number in range(1, 6):
        make_reply(topic, ward_officer, f"本文その{number}。")
    client = browser(officer)
    first = printed(client, topic)
    assert "返信が2件を超えるため" in first
    assert "返信5から5まで" in first
    assert "本文その2。" in first
    assert "本文その3。" not in first
    assert "本文その5。" in printed(client, topic, start="5")
    printed(client, topic, status=400, start="4")


def test_topic_print_costs_the_same_with_one_and_three_replies(
    browser, officer, ward_officer, make_reply, topic
):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            printed(client, topic)
        return len(seen)

    client = browser(officer)
    make_reply(topic, ward_officer)
    cost()
    one = cost()
    make_reply(topic, ward_officer)
    make_reply(topic, ward_officer)
    assert cost() == one
    assert one <= 12
