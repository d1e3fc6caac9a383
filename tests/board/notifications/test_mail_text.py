"""The words of the mails: plain, whole lines, complete without a link."""

import datetime
import pathlib

import pytest
from django.conf import settings

from board.notifications.text_layout import COLUMNS, width, wrapped
from board.publication.emails import TopicPublished
from board.reply_posting.emails import ReplyPosted
from board.stages.emails import TopicStepped
from board.stages.models import TopicStep
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from common.templatetags import mails
from tests.pamphlets import asking
from tests.worker import write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あ" * 37, "あ" * 37),
        ("あ" * 40, "あ" * 37 + "\nあああ"),
        ("あ" * 37 + "。つぎ", "あ" * 37 + "。\nつぎ"),
        ("・一\n・二", "・一\n・二"),
        ("a" * 100, "a" * 100),  # an address is not broken
        ("あ" * 37 + "word", "あ" * 37 + "\nword"),
        ("", ""),
    ],
)
def test_lines_are_broken_where_they_are_too_long(text, expected):
    assert wrapped(text, 600) == expected


def test_long_texts_are_cut():
    assert wrapped("あ" * 601, 600).replace("\n", "") == "あ" * 600 + "…"
    assert wrapped("い\n" * 30, 600).count("\n") == 19


def test_each_mail_is_complete_and_narrow(officer, ward_officer, stranger, make_topic, make_reply, browser):
    topic = make_topic(officer, "call", body="とても長い文章です。" * 30, deadline=datetime.date(2027, 3, 31))
    write(TopicPublished, topic)
    write(ReplyPosted, make_reply(topic, ward_officer, "長い返信です。" * 30))
    proposal = make_topic(officer)
    step = TopicStep.objects.create(
        topic=proposal,
        stage="agreed",
        on="2027-02-28",
        by=officer,
        by_name=officer.name,
        remark="締結しました。",
    )
    make_reply(proposal, stranger)
    write(TopicStepped, step)
    write(TopicStepped, step)
    mails = {mail.purpose: mail.body for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"board.topic_published", "board.reply_posted", "board.topic_stepped"}
    for body in mails.values():
        assert "<" not in body
        long = [line for line in body.split("\n") if width(line) > COLUMNS and "http" not in line]
        assert not long
        assert "「通知を止める」" in body
    assert "期限   : 令和9年3月31日(水)" in mails["board.topic_published"]
    assert "「成立」" in mails["board.topic_stepped"]
    assert "令和9年2月28日(日)" in mails["board.topic_stepped"]
    assert OutgoingMail.objects.filter(purpose="board.topic_stepped", to=stranger.email).count() == 1


def test_the_number_of_a_mail_finds_the_page(browser, officer, topic):
    client, wide = browser(officer), str(topic.pk).translate({ord("0") + n: ord("０") + n for n in range(10)})
    for typed in (f"第{topic.pk}号", f"第{wide}号", topic.number_name):
        assert client.get("/search/", {"q": typed}).url == topic.get_absolute_url()
    for nowhere in ("第999999999号", "第1-2号", "第" + "9" * 80 + "号", "号"):
        assert client.get("/search/", {"q": nowhere}).status_code == 200


def test_every_mail_names_the_number_in_the_same_words():
    """One sentence, from `without_link`; the digest has no single number to name."""
    folder = pathlib.Path(settings.BASE_DIR) / "templates" / "board"
    mails = {path.name: path.read_text() for path in folder.glob("*/mails/*.txt")}
    assert mails
    own = {name for name, text in mails.items() if "サイト内検索" in text or "で検索してください" in text}
    assert own == {"digest.txt"}


def test_the_number_as_mails_name_it_leads_to_its_page(browser, stranger, officer, topic, koto):
    for post, client in ((topic, browser(stranger)), (asking.ask(officer, [koto]), browser(officer))):
        refresh_index_now(post)
        sentence = mails.without_link(post)
        assert f"\n「{post.number_name}」と入力してください。" in sentence
        found = client.get("/search/", {"q": post.number_name}, follow=True)
        assert post.get_absolute_url() in found.content.decode()
    assert "サイト内検索" in mails.without_link(topic)
