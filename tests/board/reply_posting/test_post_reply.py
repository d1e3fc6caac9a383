"""Replies: posting, refusals, hiding, and many at once."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from board.closing.actions import close_topic
from board.moderation.actions import hide_post
from board.replies.models import Reply
from board.reply_posting.actions import post_reply
from board.topics.actions import next_activity_no
from board.topics.models import Topic
from common.attachments.actions import store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from tests.threads import in_threads


def url_of(topic):
    return reverse("board:reply-post", args=[topic.pk])


def text_file(name):
    return SimpleUploadedFile(name, f"中身 {name}".encode(), "text/plain")


@pytest.mark.parametrize("person", ["officer", "ward_officer"])
def test_reply_is_posted(request, browser, topic, person):
    user = request.getfixturevalue(person)
    response = browser(user).post(url_of(topic), {"body": "返信します。"})
    reply = Reply.objects.get()
    assert (reply.number, reply.author, reply.organization) == (1, user, user.organization)
    assert response.url == f"{topic.get_absolute_url()}#reply-1"
    topic.refresh_from_db()
    assert (topic.reply_count, topic.activity_no) == (1, reply.activity_no)


@pytest.mark.parametrize("body", ["", "　\n ", "あ" * 5_001, "無\x00効", "\u202e"])
def test_reply_refuses_a_bad_text_and_keeps_files(browser, ward_officer, topic, body):
    client = browser(ward_officer)
    response = client.post(url_of(topic), {"body": body, "files": [text_file("資料.txt")]})
    assert response.status_code == 400
    assert "入力内容を確認してください" in response.content.decode()
    assert str(StoredFile.objects.get().pk) in response.content.decode()
    assert not Reply.objects.exists()


def test_reply_takes_five_files_and_no_sixth(browser, ward_officer, topic):
    client = browser(ward_officer)
    six = [text_file(f"資料{number}.txt") for number in range(6)]
    response = client.post(url_of(topic), {"body": "資料です。", "files": six})
    assert response.status_code == 400
    assert "5件まで" in response.content.decode()
    assert "資料です。" in response.content.decode()
    kept = [str(file.pk) for file in StoredFile.objects.all()][:5]
    client.post(url_of(topic), {"body": "資料です。", "kept_files": kept})
    reply = Reply.objects.get()
    assert reply.file_count == len(files_of(reply)) == 5
    assert "資料4.txt" in client.get(topic.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", ["closed", "hidden"])
def test_reply_to_a_topic_that_ended_meanwhile_is_refused_and_kept_on_screen(
    browser, officer, secretariat, topic, state
):
    if state == "closed":
        close_topic(topic=topic, by=officer)
    else:
        hide_post(post=topic, by=secretariat, reason="確認のため")
    response = browser(officer).post(url_of(topic), {"body": "間に合わなかった返信"})
    assert response.status_code == 403
    page = response.content.decode()
    assert "返信できません" in page
    assert "間に合わなかった返信" in page
    assert not Reply.objects.exists()


def test_reply_to_a_hidden_topic_or_draft_of_others_is_not_found(
    browser, officer, stranger, secretariat, topic, make_draft
):
    hide_post(post=topic, by=secretariat, reason="確認のため")
    for unseen in (topic, make_draft(officer)):
        assert browser(stranger).post(url_of(unseen), {"body": "返信"}).status_code == 404


def test_reply_to_an_own_draft_is_refused(browser, officer, make_draft):
    draft = make_draft(officer)
    assert browser(officer).post(url_of(draft), {"body": "返信"}).status_code == 404
    assert not Reply.objects.exists()


def test_reply_with_the_same_token_is_posted_once(browser, ward_officer, topic):
    client = browser(ward_officer)
    data = {"body": "返信します。", "idempotency_key": str(uuid.uuid4())}
    assert client.post(url_of(topic), data).url == client.post(url_of(topic), data).url
    assert Reply.objects.count() == 1


def test_reply_typed_by_a_logged_out_officer_is_back_after_login(visitor, officer, topic):
    page = topic.get_absolute_url()
    response = visitor.post(
        url_of(topic), {"body": "ログイン前の返信"}, headers={"referer": f"http://testserver{page}"}
    )
    response = visitor.post(response.url, {"login": officer.email, "password": "renkei-demo-2026"})
    assert response.url == page
    assert "ログイン前の返信" in visitor.get(page).content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize("person", ["stranger", "ward_officer", "secretariat"])
def test_reply_hide_and_show(request, browser, secretariat, ward_officer, topic, make_reply, person):
    reply = make_reply(topic, ward_officer, "隠される返信")
    client = browser(request.getfixturevalue(person))
    hidden = client.post(reverse("board:reply-hide", args=[reply.pk]), {"reason": "個人情報"})
    allowed = person == "secretariat"
    assert hidden.status_code == (302 if allowed else 403)
    reply.refresh_from_db()
    assert reply.is_hidden == allowed
    if not allowed:
        hide_post(post=reply, by=secretariat, reason="個人情報")
    page = client.get(topic.get_absolute_url()).content.decode()
    assert ("隠される返信" in page) == (person in ("ward_officer", "secretariat"))
    shown = client.post(reverse("board:reply-unhide", args=[reply.pk]))
    expected = {"secretariat": 302, "ward_officer": 403}
    assert shown.status_code == expected.get(person, 404)
    reply.refresh_from_db()
    assert reply.is_hidden == (not allowed)


def test_file_of_a_hidden_reply_is_gone_for_others(
    browser, stranger, ward_officer, secretariat, topic, make_reply
):
    stored = store_upload(text_file("資料.txt"), by=ward_officer)
    reply = make_reply(topic, ward_officer, files=[stored])
    hide_post(post=reply, by=secretariat, reason="個人情報")
    assert browser(stranger).get(reverse("common:file", args=[stored.pk])).status_code == 404
    assert "資料.txt" not in browser(stranger).get(topic.get_absolute_url()).content.decode()


def test_reply_number_is_unique_in_its_topic(topic, ward_officer, make_reply):
    reply = make_reply(topic, ward_officer)
    reply.pk, reply.activity_no = None, next_activity_no()
    with pytest.raises(IntegrityError, match="reply_number_in_topic"), transaction.atomic():
        reply.save(force_insert=True)


@pytest.mark.usefixtures("committed")
def test_fifty_replies_at_once_are_all_counted_and_mailed(officer, stranger, make_topic):
    """Ten people five times each, as many connections as a site of two workers has."""
    topic = make_topic(officer)

    def answer(person):
        values = {"capacity": "official" if person == 0 else "", "by": stranger}
        return [post_reply(topic=topic, body=f"同時の返信{person}-{n}", **values).number for n in range(5)]

    numbers = in_threads(*(lambda person=person: answer(person) for person in range(10)))
    assert sorted(number for own in numbers for number in own) == list(range(1, 51))
    topic = Topic.objects.get()
    assert topic.reply_count == topic.replies.count() == 50
    assert topic.activity_no == topic.replies.order_by("-number").first().activity_no
    assert topic.replies.filter(capacity="official").count() == 5
    told = ProcrastinateJob.objects.filter(args__mail="board.reply_posted").values_list("args", flat=True)
    own = set(topic.replies.values_list("pk", flat=True))  # jobs of other tests may lie beside
    assert sorted(job["pk"] for job in told if job["pk"] in own) == sorted(own)


def test_the_reply_form_says_one_number_of_files(browser, stranger, topic):
    page = browser(stranger).get(topic.get_absolute_url()).content.decode()
    assert "合計50MBまで、5件まで。" in page
    assert "20件まで" not in page
