"""Talks (相談): two organisations and the secretariat; for everybody else they do not exist."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.closing.actions import close_topic
from board.moderation.actions import hide_post
from board.publication.emails import TopicPublished
from board.reply_posting.emails import ReplyPosted
from board.talks.actions import TalkExists, begin_talk
from board.talks.emails import TalkBegun
from board.talks.queries import talks_of
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from board.unread.actions import mark_all_read
from board.unread.queries import unread_ids
from common.attachments.actions import attach_files, store_upload
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from members.users.models import User
from tests.cast import EVERYBODY, client_of
from tests.sample_files import pdf, upload
from tests.threads import in_threads
from tests.worker import write

TEXT = {"title": "費用について", "body": "費用の分担を相談させてください。"}


def begin_url(topic):
    return reverse("board:talk-begin", args=[topic.pk])


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def talk(topic, ward_officer, sakai):
    """江東区 talks with 堺市 about its proposal."""
    return begin_talk(topic=topic, partner=sakai, by=ward_officer, **TEXT)


@pytest.mark.parametrize("person", ["stranger", "secretariat"])
def test_talk_is_begun(request, browser, topic, sakai, person):
    user = request.getfixturevalue(person)
    client = browser(user)
    assert f"第{topic.pk}号について" in client.get(begin_url(topic)).content.decode()
    assert client.post(begin_url(topic), TEXT).status_code == 302
    talk = Topic.objects.get(kind="talk")
    assert (talk.organization, talk.partner, talk.parent) == (user.organization, sakai, topic)
    assert (talk.audience, talk.themes, talk.state) == (Audience.CHOSEN, topic.themes, "open")
    assert AuditEntry.objects.get(verb="board.talk_begun").object_id == str(talk.pk)


def test_the_owner_begins_with_who_replied_and_with_nobody_else(
    browser, officer, ward_officer, stranger, koto, kushiro, topic, make_reply
):
    client = browser(officer)
    make_reply(topic, ward_officer)
    make_reply(topic, officer)
    page = text(client, topic.get_absolute_url())
    assert page.count("と相談する</a>") == 1
    assert f"{begin_url(topic)}?with={koto.pk}" in page
    assert f'<option value="{koto.pk}" selected>' in text(client, f"{begin_url(topic)}?with={koto.pk}")
    assert client.post(begin_url(topic), {**TEXT, "partner": kushiro.pk}).status_code == 400
    assert client.post(begin_url(topic), TEXT).status_code == 400
    with pytest.raises(PermissionDenied):
        begin_talk(topic=topic, partner=kushiro, by=officer, **TEXT)
    assert client.post(begin_url(topic), {**TEXT, "partner": koto.pk}).status_code == 302
    assert Topic.objects.get(kind="talk").partner == koto


@pytest.mark.parametrize("person", EVERYBODY)
def test_a_talk_is_there_for_its_two_sides_only(request, browser, talk, topic, make_reply, person):
    make_reply(talk, talk.author, "費用は折半で。")
    refresh_index_now(talk)
    client = client_of(request, browser, person)
    allowed = person not in ("visitor", "stranger")
    if person == "visitor":
        assert client.get(talk.get_absolute_url()).status_code == 302
        return
    user = request.getfixturevalue(person)
    for path in ("", "print/"):
        response = client.get(talk.get_absolute_url() + path)
        assert response.status_code == (200 if allowed else 404)
        assert not allowed or "江東区と大阪府堺市、事務局だけが読めます。" in response.content.decode()
    for path in ["/board/talks/", topic.get_absolute_url(), "/search/?q=折半"]:
        assert (TEXT["title"] in text(client, path)) == allowed, path
    for path in ["/board/", "/board/?kind=talk", "/board/?q=費用"]:  # talks have a list of their own
        assert TEXT["title"] not in text(client, path), path
    named = client.get("/search/", {"q": talk.number_name})
    assert (named.get("Location") == talk.get_absolute_url()) == allowed
    assert Topic.objects.listed_for(user).filter(pk=talk.pk).exists() == allowed
    assert (user.organization in organizations_in_audience(talk)) == allowed
    answer = client.post(reverse("board:reply-post", args=[talk.pk]), {"body": "はい。"})
    assert answer.status_code == {"stranger": 404, "reader": 403}.get(person, 302)


def test_it_is_unread_for_its_sides_only(
    officer, ward_officer, stranger, secretariat, topic, sakai, has_account_since_before
):
    for user in (officer, stranger, secretariat):
        mark_all_read(user)
    talk = begin_talk(topic=topic, partner=sakai, by=ward_officer, **TEXT)
    assert talk.pk in unread_ids(officer, 10)
    assert talk.pk in unread_ids(secretariat, 10)
    assert talk.pk not in unread_ids(stranger, 10)
    assert talk.pk not in unread_ids(ward_officer, 10)


def test_its_files_go_with_it(browser, officer, stranger, ward_officer, talk):
    stored = store_upload(upload("見積.pdf", pdf()), by=ward_officer)
    attach_files([stored], to=talk)
    assert browser(stranger).get(stored.get_absolute_url()).status_code == 404
    response = browser(officer).get(stored.get_absolute_url())
    assert response.status_code == 200
    response.close()


def test_a_file_may_come_with_its_first_message(browser, ward_officer, topic):
    data = {**TEXT, "files": [upload("見積.pdf", pdf())]}
    page = browser(ward_officer).post(begin_url(topic), data, follow=True).content.decode()
    assert "見積.pdf" in page


@pytest.mark.parametrize(
    "data", [{"title": ""}, {"body": ""}, {"body": "あ" * 10_001}, {"title": "\x00"}, {"body": "\u202e"}]
)
def test_talk_begin_refuses_and_keeps_what_was_typed(browser, ward_officer, topic, data):
    response = browser(ward_officer).post(begin_url(topic), {"title": "残る件名", "body": "残る内容", **data})
    assert response.status_code == 400
    page = response.content.decode()
    assert ("残る件名" in page) or ("残る内容" in page)
    assert not Topic.objects.filter(kind="talk").exists()


def test_the_same_token_begins_once(browser, ward_officer, topic):
    client = browser(ward_officer)
    data = {**TEXT, "idempotency_key": str(uuid.uuid4())}
    assert client.post(begin_url(topic), data).url == client.post(begin_url(topic), data).url
    assert Topic.objects.filter(kind="talk").count() == 1


def test_a_second_one_leads_to_the_first(browser, officer, ward_officer, koto, topic, make_reply, talk):
    make_reply(topic, ward_officer)
    for user, query in ((ward_officer, ""), (officer, f"?with={koto.pk}")):
        assert browser(user).get(begin_url(topic) + query).url == talk.get_absolute_url()
    response = browser(officer).post(begin_url(topic), {**TEXT, "partner": koto.pk, "body": "残る内容"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "残る内容" in page
    assert f'href="{talk.get_absolute_url()}"' in page
    close_topic(topic=talk, by=officer)
    assert browser(ward_officer).post(begin_url(topic), TEXT).status_code == 302


@pytest.mark.usefixtures("committed")
def test_both_sides_at_once_begin_one(officer, ward_officer, koto, sakai, make_topic, make_reply):
    topic = make_topic(officer)
    make_reply(topic, ward_officer)

    def begin(by, partner):
        try:
            return begin_talk(topic=topic, partner=partner, by=by, **TEXT)
        except TalkExists:
            return None

    in_threads(lambda: begin(officer, koto), lambda: begin(ward_officer, sakai))
    assert Topic.objects.filter(kind="talk").count() == 1


def test_no_talk_on_a_talk_a_draft_a_hidden_or_a_locked_topic(
    browser, officer, ward_officer, secretariat, topic, talk, make_draft
):
    assert browser(officer).get(begin_url(talk)).status_code == 403
    assert browser(officer).get(begin_url(make_draft(officer))).status_code == 403
    Topic.objects.filter(pk=topic.pk).update(
        locked_at=topic.published_at, locked_by=secretariat, locked_reason="x"
    )
    assert browser(secretariat).get(begin_url(topic)).status_code == 403
    hide_post(post=topic, by=secretariat, reason="x")
    assert browser(secretariat).get(begin_url(topic)).status_code == 403
    assert browser(ward_officer).get(begin_url(topic)).status_code == 404


@pytest.mark.parametrize("how", ["hidden", "narrowed"])
def test_it_stays_when_its_topic_goes(
    browser, ward_officer, stranger, kushiro, topic, secretariat, sakai, how
):
    talk = begin_talk(topic=topic, partner=sakai, by=stranger, **TEXT)
    assert topic.title in text(browser(stranger), talk.get_absolute_url())
    if how == "hidden":
        hide_post(post=topic, by=secretariat, reason="x")
    else:
        Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    page = text(browser(stranger), talk.get_absolute_url())
    assert topic.title not in page
    assert f"もとの投稿（第{topic.pk}号）は、いまは表示できません。" in page


@pytest.mark.parametrize("person", EVERYBODY)
def test_closing_and_mending_by_the_cast(request, browser, talk, person):
    client = client_of(request, browser, person)
    expected = {"visitor": 302, "stranger": 404, "ward_officer": 200}.get(person, 403)
    assert client.get(reverse("board:topic-edit", args=[talk.pk])).status_code == expected
    closes = person in ("officer", "colleague", "ward_officer", "secretariat")
    response = client.post(reverse("board:topic-close", args=[talk.pk]))
    assert response.status_code == (302 if closes else {"visitor": 302, "stranger": 404}.get(person, 403))
    talk.refresh_from_db()
    assert (talk.state == "closed") == closes


def test_editing_a_talk_keeps_what_it_is(browser, ward_officer, officer, talk, sakai):
    client = browser(ward_officer)
    url = reverse("board:topic-edit", args=[talk.pk])
    page = text(client, url)
    assert 'name="themes"' not in page
    assert 'name="audience"' not in page
    data = {"title": "直した件名", "body": "直した内容", "version": talk.version}
    assert client.post(url, {**data, "audience": "all", "kind": "notice"}).status_code == 302
    talk = Topic.objects.get(pk=talk.pk)
    assert (talk.title, talk.kind, talk.audience, talk.partner) == ("直した件名", "talk", "chosen", sakai)
    assert client.post(url, data).status_code == 409


def test_a_talk_is_not_posted_through_the_board(browser, officer):
    assert browser(officer).get("/board/new/talk/").status_code == 404
    assert browser(officer).post("/board/new/talk/", TEXT).status_code == 404


def test_both_sections_are_notified_and_nobody_else(
    officer, colleague, stranger, ward_officer, secretariat, koto, sakai, talk
):
    for _ in range(2):
        write(TalkBegun, talk)
    told = {officer.email, colleague.email, officer.section.mailbox}
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == told
    mail = OutgoingMail.objects.get(to=officer.email)
    assert mail.subject == f"江東区からの相談 掲示板 第{talk.pk}号: {talk.title}"
    assert "江東区と大阪府堺市、事務局だけです" in mail.body.replace("\n", "")
    write(TopicPublished, talk)
    assert OutgoingMail.objects.count() == len(told)


def test_both_sides_are_notified_of_a_reply_in_it(
    officer, ward_officer, stranger, koto, talk, make_reply, make_user
):
    other = make_user("ward-two@city.example", koto, "江東 五郎", User.Role.OFFICER)
    reply = make_reply(talk, officer)
    write(ReplyPosted, reply)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {
        ward_officer.email,
        other.email,
        ward_officer.section.mailbox,
    }


def test_a_talk_that_the_owner_began_notifies_the_section_that_replied(
    officer, ward_officer, koto, topic, make_reply
):
    koto.sections.create(name="別の課", mailbox="other@koto.example")
    make_reply(topic, ward_officer)
    talk = begin_talk(topic=topic, partner=koto, by=officer, **TEXT)
    write(TalkBegun, talk)
    to = set(OutgoingMail.objects.values_list("to", flat=True))
    assert ward_officer.section.mailbox in to
    assert "other@koto.example" not in to


def test_the_list_of_talks(
    browser, officer, ward_officer, stranger, secretariat, topic, sakai, talk, django_assert_num_queries
):
    other = begin_talk(topic=topic, partner=sakai, by=stranger, **TEXT)
    assert list(talks_of(ward_officer)) == [talk]
    assert list(talks_of(stranger)) == [other]
    assert set(talks_of(officer)) == set(talks_of(secretariat)) == {talk, other}
    client = browser(officer)
    page = text(client, "/board/talks/")
    assert "江東区 と 大阪府堺市" in page
    assert page.count('class="unread"') == 2
    with django_assert_num_queries(7):
        client.get("/board/talks/")
    for _ in range(2):
        close_topic(topic=Topic.objects.filter(kind="talk").latest("id"), by=officer)
        begin_talk(topic=topic, partner=sakai, by=stranger, **TEXT)
    with django_assert_num_queries(7):
        client.get("/board/talks/")
    assert "相談はありません" in text(browser(make_third(officer)), "/board/talks/")


def make_third(officer):
    """Somebody whose organisation has no talk."""
    organization = officer.organization
    organization.pk, organization.local_government, organization.name = None, None, "豊中市"
    organization.save(force_insert=True)
    section = organization.sections.create(name="企画課", mailbox="third@city.example")
    return User.objects.create_user("third@third.example", name="豊中 一郎", section=section)


def test_the_form_of_a_reply_says_who_reads(browser, officer, ward_officer, topic, talk):
    client = browser(ward_officer)
    assert "会員のすべての団体が読めます。" in text(client, topic.get_absolute_url())
    assert "江東区と大阪府堺市、事務局だけが読めます。" in text(client, talk.get_absolute_url())
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    assert "特別区と、投稿した団体、事務局だけが読めます。" in text(client, topic.get_absolute_url())


def test_a_reply_to_a_locked_topic_is_refused(browser, ward_officer, secretariat, topic):
    Topic.objects.filter(pk=topic.pk).update(
        locked_at=topic.published_at, locked_by=secretariat, locked_reason="x"
    )
    response = browser(ward_officer).post(reverse("board:reply-post", args=[topic.pk]), {"body": "残る返信"})
    assert response.status_code == 403
    assert "残る返信" in response.content.decode()
    topic.refresh_from_db()
    assert topic.reply_count == 0


def test_a_text_that_came_too_late_stays_on_the_page(browser, ward_officer, officer, talk):
    close_topic(topic=talk, by=officer)
    data = {"title": "費用", "body": "遅れて書いた文章", "version": talk.version}
    response = browser(ward_officer).post(f"/board/topics/{talk.pk}/edit/", data)
    assert response.status_code == 403
    assert "遅れて書いた文章" in response.content.decode()
