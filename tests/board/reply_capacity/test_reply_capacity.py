"""In whose name a reply speaks: chosen, changed, shown, mailed, and by nobody else's officers."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from board.closing.actions import close_topic
from board.moderation.actions import hide_post, lock_topic
from board.replies.models import Reply
from board.reply_capacity.actions import set_reply_capacity
from board.reply_posting.actions import post_reply
from board.reply_posting.emails import ReplyPosted
from common.audit_log.models import AuditEntry
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from tests.threads import in_threads
from tests.worker import told, write


@pytest.fixture
def reply(topic, ward_officer, make_reply):
    """江東区 answered the proposal of 堺市."""
    return make_reply(topic, ward_officer)


def mark_url(reply):
    return reverse("board:reply-capacity-edit", args=[reply.pk])


def page_of(browser, user, topic):
    return browser(user).get(topic.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("person", "word"),
    [
        ("ward_officer", "区としての回答"),
        ("stranger", "団体としての回答"),
        ("secretariat", "事務局としての回答"),
    ],
)
def test_the_word_follows_the_organisation(request, browser, topic, person, word):
    client = browser(request.getfixturevalue(person))
    assert word in client.get(topic.get_absolute_url()).content.decode()
    client.post(
        reverse("board:reply-post", args=[topic.pk]), {"body": "回答します。", "capacity": "official"}
    )
    assert Reply.objects.get().capacity == "official"
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f"{word}</span>" in page
    assert "団体としての回答（1団体）" in page


def test_a_capacity_that_does_not_exist_is_refused(browser, ward_officer, topic):
    data = {"body": "回答します。", "capacity": "royal"}
    assert browser(ward_officer).post(reverse("board:reply-post", args=[topic.pk]), data).status_code == 400


def test_reply_is_marked(browser, reply, ward_officer, officer):
    client = browser(ward_officer)
    assert ">区としての回答</span>" not in page_of(browser, officer, reply.topic)
    assert client.get(mark_url(reply)).status_code == 200
    assert client.post(mark_url(reply), {"capacity": "official"}).status_code == 302
    reply.refresh_from_db()
    assert reply.capacity == "official"
    assert ">区としての回答</span>" in page_of(browser, officer, reply.topic)


def test_reply_mark_leaves_its_trace(browser, ward_officer, officer, reply):
    client = browser(ward_officer)
    client.post(mark_url(reply), {"capacity": "official"})
    client.post(mark_url(reply), {"capacity": "official"})  # the second press
    client.post(mark_url(reply), {"capacity": "personal"})
    entries = AuditEntry.objects.filter(verb="board.reply_capacity_set").order_by("id")
    assert [entry.facts["changes"]["立場"] for entry in entries] == [
        ["", "区としての回答"],
        ["区としての回答", "担当者の見解"],
    ]
    page = page_of(browser, officer, reply.topic)
    assert "江東 四郎さんが立場を「担当者の見解」に変えました" in page
    assert "団体としての回答（" not in page
    assert entries_of(reply).count() == 3


def test_reply_mark_refuses_a_bad_choice(browser, ward_officer, reply):
    assert browser(ward_officer).post(mark_url(reply), {"capacity": "\x00"}).status_code == 400
    reply.refresh_from_db()
    assert reply.capacity_at is None


@pytest.mark.parametrize("state", ["hidden_reply", "hidden_topic", "locked", "merged"])
def test_reply_capacity_stays_where_the_topic_is_moderated(
    browser, ward_officer, officer, secretariat, topic, reply, make_topic, state
):
    if state == "hidden_reply":
        hide_post(post=reply, by=secretariat, reason="x")
    elif state == "hidden_topic":
        hide_post(post=topic, by=secretariat, reason="x")
    elif state == "locked":
        topic.locked_at, topic.locked_by, topic.locked_reason = topic.published_at, secretariat, "x"
        topic.save()
    else:
        topic.merged_into, topic.merged_at, topic.merged_by = make_topic(officer), topic.published_at, officer
        topic.save()
    expected = 404 if state == "hidden_topic" else 403
    assert browser(ward_officer).post(mark_url(reply), {"capacity": "official"}).status_code == expected


def test_reply_mark_after_the_end_of_the_topic(browser, ward_officer, officer, topic, reply):
    close_topic(topic=topic, by=officer)
    assert browser(ward_officer).post(mark_url(reply), {"capacity": "official"}).status_code == 302


def test_the_newest_official_answer_is_the_present_one(browser, officer, ward_officer, topic, secretariat):
    first = post_reply(topic=topic, by=ward_officer, body="前向きです。", capacity="official")
    page = page_of(browser, officer, topic)
    assert "以前の回答です" not in page
    second = post_reply(topic=topic, by=ward_officer, body="決まりました。", capacity="official")
    for path in ("", "print/"):
        page = browser(officer).get(f"{topic.get_absolute_url()}{path}").content.decode()
        assert "団体としての回答（1団体）" in page
        assert page.count("以前の回答です") == 1
        assert page.index("以前の回答です") < page.index("決まりました。")
    hide_post(post=second, by=secretariat, reason="x")
    page = page_of(browser, officer, topic)
    assert "以前の回答です" not in page
    assert f'<a href="{first.get_absolute_url()}">返信1</a></td>' in page


def test_the_subject_of_the_mail_names_the_official_answer(officer, ward_officer, topic):
    reply = post_reply(topic=topic, by=ward_officer, body="決まりました。", capacity="official")
    write(ReplyPosted, reply)
    mail = OutgoingMail.objects.get(to=officer.email)
    assert mail.subject.startswith(f"掲示板 第{topic.pk}号に「区としての回答」があります: {topic.title}")
    assert "立場 : 区としての回答" in mail.body


def test_the_owner_is_mailed_when_a_reply_becomes_official_and_when_it_ends(
    officer, ward_officer, topic, reply
):
    for capacity in ("official", "personal", ""):
        set_reply_capacity(reply=reply, by=ward_officer, capacity=capacity)
        told(job="board.official_answer_changed")
    mails = OutgoingMail.objects.filter(to=officer.email).order_by("id")
    number = f"掲示板 第{topic.pk}号の返信1が「区としての回答」"
    about = f": {topic.title}（江東区）"
    subjects = [f"{number}になりました{about}", f"{number}ではなくなりました{about}"]
    assert [mail.subject for mail in mails] == subjects
    assert OutgoingMail.objects.filter(to=officer.section.mailbox).count() == 2
    assert not OutgoingMail.objects.filter(to=ward_officer.email).exists()


def test_capacity_is_changed_with_day_and_person(reply):
    reply.capacity_by_name = "江東 四郎"
    with pytest.raises(IntegrityError, match="reply_capacity_whole"), transaction.atomic():
        reply.save()


def test_the_page_costs_the_same_for_one_and_for_many_answers(
    browser, officer, ward_officer, stranger, topic, django_assert_num_queries
):
    client = browser(officer)
    post_reply(topic=topic, by=ward_officer, body="一", capacity="official")
    client.get(topic.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(topic.get_absolute_url())
    for by in (ward_officer, stranger, officer):
        post_reply(topic=topic, by=by, body="二", capacity="official")
    client.get(topic.get_absolute_url())
    with django_assert_num_queries(5):
        assert "団体としての回答（3団体）" in client.get(topic.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("committed")
def test_reply_mark_waits_for_who_has_the_topic(ward_officer, secretariat, topic, reply):
    """A lock of the topic that is just being made is seen."""
    has_topic, came_through = threading.Event(), threading.Event()

    def lock():
        with transaction.atomic():
            lock_topic(topic=topic, by=secretariat, reason="確認中")
            has_topic.set()
            came_through.wait(0.3)

    def mark():
        has_topic.wait(10)
        try:
            return set_reply_capacity(reply=reply, by=ward_officer, capacity="official")
        except PermissionDenied:
            return None
        finally:
            came_through.set()

    assert in_threads(lock, mark) == [None, None]
    reply.refresh_from_db()
    assert reply.capacity == ""
