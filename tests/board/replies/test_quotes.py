"""Quoting: the form filled, the link to what is answered, and what is hidden stays hidden."""

import io
import zipfile

import pytest
from django.urls import reverse

from board.archives import pages as archives_pages
from board.archives.files import _replies
from board.archives.models import Archive
from board.moderation.actions import hide_post, unhide_post
from board.replies.models import Reply
from board.reply_posting.actions import QuoteHidden, edit_reply, post_reply
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from common.search.queries import matching_ids
from tests.worker import told

SECRET = "携帯電話は090-0000-0000です。"


def page_of(browser, user, topic, query=""):
    response = browser(user).get(topic.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def post(browser, user, topic, **data):
    return browser(user).post(reverse("board:reply-post", args=[topic.pk]), data)


def test_quoting_a_reply_fills_the_form(browser, officer, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer, "> 前の話\n会場を<b>探します</b>。")
    page = page_of(browser, officer, topic, "?quote=1")
    assert "&gt; &gt; 前の話\n&gt; 会場を&lt;b&gt;探します&lt;/b&gt;。" in page
    assert '<input type="hidden" name="quoted" value="1"' in page
    assert "?quote=1#answer" in page_of(browser, officer, topic)


def test_quoting_the_topic_itself(browser, ward_officer, topic):
    page = page_of(browser, ward_officer, topic, "?quote=0")
    assert "&gt; 秋の物産展を提案します。\n&gt; ・会場" in page


@pytest.mark.parametrize("asked", ["2", "x", "%00", "9" * 400, "１" * 20, ""])
def test_quoting_what_is_not_there_leaves_the_form_empty(browser, officer, topic, make_reply, asked):
    make_reply(topic, officer)
    assert "&gt; " not in page_of(browser, officer, topic, f"?quote={asked}")


def test_a_reply_that_quotes_says_to_which_one(browser, officer, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer)
    response = post(browser, officer, topic, body="> ぜひ\n\nはい。", quoted="1")
    assert response.status_code == 302
    reply = Reply.objects.get(number=2)
    assert reply.quoted.number == 1
    page = page_of(browser, ward_officer, topic)
    assert f'<a href="{topic.get_absolute_url()}#reply-1">返信1</a>への返信' in page
    assert "<blockquote><p>ぜひ</p></blockquote>" in page


@pytest.mark.parametrize("quoted", ["2", "99999999999999999999", "-3", "x", "\x00"])
def test_a_quoted_reply_must_be_there(browser, officer, topic, make_reply, quoted):
    make_reply(topic, officer)
    response = post(browser, officer, topic, body="> x\n残る文章", quoted=quoted)
    assert response.status_code == 400
    page = response.content.decode()
    assert "残る文章" in page
    assert "引用した返信は、いまは読めません" in page
    assert Reply.objects.count() == 1


def test_a_reply_of_another_topic_is_not_quoted(officer, ward_officer, topic, make_topic, make_reply):
    other = make_reply(make_topic(officer), ward_officer)
    with pytest.raises(QuoteHidden):
        post_reply(topic=topic, by=officer, body="x", quoted=other)


def test_a_hidden_reply_is_not_quoted_not_even_by_its_writer(
    browser, ward_officer, secretariat, topic, make_reply
):
    reply = make_reply(topic, ward_officer, SECRET)
    hide_post(post=reply, by=secretariat, reason="個人情報")
    for user in (ward_officer, secretariat):
        assert f"&gt; {SECRET}" not in page_of(browser, user, topic, "?quote=1")
        assert post(browser, user, topic, body="> x", quoted="1").status_code == 400
    assert Reply.objects.count() == 1


def test_what_was_quoted_before_it_was_hidden_is_covered_too(
    browser, officer, stranger, ward_officer, secretariat, topic, make_reply
):
    hidden = make_reply(topic, ward_officer, SECRET)
    post_reply(topic=topic, by=officer, body=f"> {SECRET}\n\n電話します。", quoted=hidden)
    hide_post(post=hidden, by=secretariat, reason="個人情報")
    for path in ("", "print/"):
        page = browser(stranger).get(f"{topic.get_absolute_url()}{path}").content.decode()
        assert SECRET not in page
        assert "非表示の返信への返信" in page
        assert "電話します。" in page
    for user in (ward_officer, secretariat):
        assert SECRET in page_of(browser, user, topic)
    refresh_index_now(topic)
    assert not matching_ids("090-0000-0000", audiences=["members"], kind="掲示板")
    assert topic.pk in matching_ids("電話します", audiences=["members"], kind="掲示板")
    unhide_post(post=hidden, by=secretariat)
    assert page_of(browser, stranger, topic).count(SECRET) == 2


def test_each_reply_has_an_address_with_its_page(browser, officer, topic, make_reply):
    reply = [make_reply(topic, officer, f"返信 {n}") for n in range(51)][-1]
    assert reply.get_absolute_url().endswith("?page=2#reply-51")
    assert f'href="{reply.get_absolute_url()}"' in page_of(browser, officer, topic, "?page=2")


@pytest.fixture
def chain(topic, officer, stranger, ward_officer, secretariat, make_reply):
    """Reply 1 is hidden; 2 quotes it, 3 quotes 2 with what that one quotes."""
    hidden = make_reply(topic, ward_officer, SECRET)
    second = post_reply(topic=topic, by=officer, body=f"> {SECRET}\n\n電話します。", quoted=hidden)
    post_reply(topic=topic, by=officer, body=f"> > {SECRET}\n> 電話します。\n\nしました。", quoted=second)
    hide_post(post=hidden, by=secretariat, reason="個人情報")
    return topic


def test_a_quote_inside_a_quote_is_covered_too(browser, stranger, ward_officer, chain):
    for path in ("", "print/"):
        page = browser(stranger).get(f"{chain.get_absolute_url()}{path}").content.decode()
        assert SECRET not in page
        assert page.count("電話します。") == 2
    assert page_of(browser, ward_officer, chain).count(SECRET) == 3
    refresh_index_now(chain)
    assert not matching_ids("090-0000-0000", audiences=["members"], kind="掲示板")


@pytest.mark.parametrize("number", ["2", "3"])
def test_quoting_on_does_not_bring_a_hidden_reply_back(
    browser, stranger, ward_officer, secretariat, chain, number
):
    for user in (stranger, ward_officer, secretariat):
        form = page_of(browser, user, chain, f"?quote={number}").partition("<textarea")[2]
        assert "&gt; 電話します。" in form or "&gt; しました。" in form
        assert SECRET not in form


def test_the_zip_covers_what_the_page_covers(browser, stranger, ward_officer, secretariat, chain):
    def text(user):
        response = browser(user).get(reverse("board:topic-zip", args=[chain.pk]))
        with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:
            return book.read("本文.txt").decode("utf-8-sig")

    assert SECRET not in text(stranger)
    assert text(stranger).count("電話します。") == 2
    assert text(ward_officer).count(SECRET) == text(secretariat).count(SECRET) == 3


def test_the_history_of_a_reply_covers_it(browser, officer, stranger, secretariat, chain):
    reply = Reply.objects.get(number=2)
    values = {"body": "電話します。\n名簿も送ります。", "capacity": ""}
    edit_reply(reply=reply, by=officer, version=1, values=values)
    url = reverse("board:reply-history", args=[reply.pk])
    page = browser(stranger).get(url).content.decode()
    assert "名簿も送ります。" in page
    assert SECRET not in page
    assert SECRET in browser(secretariat).get(url).content.decode()


def test_a_mail_that_comes_later_covers_it(officer, ward_officer, secretariat, topic, make_reply):
    hidden = make_reply(topic, ward_officer, SECRET)
    told()
    post_reply(topic=topic, by=secretariat, body=f"> {SECRET}\n\n電話します。", quoted=hidden)
    hide_post(post=hidden, by=secretariat, reason="個人情報")
    told()
    mails = OutgoingMail.objects.filter(purpose="board.reply_posted", body__contains="電話します。")
    assert mails
    assert not mails.filter(body__contains=SECRET)


@pytest.mark.parametrize("with_hidden", [False, True])
def test_an_archive_without_hidden_replies_holds_no_quotes_of_them(secretariat, chain, with_hidden):
    archive = Archive.objects.create(
        with_hidden=with_hidden, requested_by=secretariat, requested_by_name=secretariat.name
    )
    pages = "".join(archives_pages.reply(archive, reply, []) for reply in _replies([chain.pk]))
    assert (SECRET in pages) == with_hidden
    assert pages.count("電話します。") == 2
