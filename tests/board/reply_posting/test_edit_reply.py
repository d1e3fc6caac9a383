"""Editing replies: by whom, until when, and what it leaves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board.audience_changes.actions import change_audience
from board.closing.actions import close_topic
from board.moderation.actions import hide_post
from board.reply_capacity.actions import set_reply_capacity
from board.reply_posting.actions import edit_reply
from board.topics.actions import TopicNotOpen
from board.versions.models import Version
from common.attachments.actions import store_upload
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.search import audiences as search_audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from tests.threads import in_threads

CAST = ["visitor", "officer", "colleague", "reader", "stranger", "ward_officer", "secretariat"]


@pytest.fixture
def reply(topic, colleague, make_reply):
    """A reply of 堺市 to its own topic."""
    return make_reply(topic, colleague, "はじめの返信")


def url(reply, name="edit") -> str:
    return reverse(f"board:reply-{name}", args=[reply.pk])


@pytest.mark.parametrize("person", CAST)
def test_reply_is_edited_by_its_organization(request, browser, reply, person):
    client = request.getfixturevalue("visitor") if person == "visitor" else None
    client = client or browser(request.getfixturevalue(person))
    own = person in ("officer", "colleague")
    assert client.get(url(reply)).status_code == (200 if own else 302 if person == "visitor" else 403)
    status = client.post(url(reply), {"body": "直した返信", "version": 1}).status_code
    assert status == (302 if own or person == "visitor" else 403)
    reply.refresh_from_db()
    assert (reply.body == "直した返信") == own
    assert (reply.version, bool(reply.edited_at)) == ((2, True) if own else (1, False))


def test_edited_reply_says_so_and_shows_its_history(browser, officer, stranger, topic, reply):
    browser(officer).post(url(reply), {"body": "直した<b>返信", "version": 1})
    page = browser(stranger).get(topic.get_absolute_url()).content.decode()
    assert "編集済み" in page
    assert url(reply, "history") in page
    assert "直した&lt;b&gt;返信" in page
    assert url(reply) not in page
    history = browser(stranger).get(url(reply, "history")).content.decode()
    assert "<del>" in history
    assert "はじめ" in history
    assert [v.snapshot["body"] for v in reply.versions.order_by("number")] == [
        "はじめの返信",
        "直した<b>返信",
    ]
    assert AuditEntry.objects.get(verb="board.reply_edited").facts["changed"]["body"][0] == "はじめの返信"


def test_files_of_a_reply_stay_or_are_removed(browser, officer, topic, make_reply):
    file = store_upload(SimpleUploadedFile("資料.txt", "資料".encode(), "text/plain"), by=officer)
    reply = make_reply(topic, officer, files=[file])
    client = browser(officer)
    assert "資料.txt" in client.get(url(reply)).content.decode()
    client.post(url(reply), {"body": "直した", "version": 1, "kept_files": [str(file.pk)]})
    reply.refresh_from_db()
    assert reply.file_count == 1
    client.post(url(reply), {"body": "直した", "version": 2})
    reply.refresh_from_db()
    assert (reply.file_count, files_of(reply)) == (0, [])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "返信の内容"),
        ("あ" * 5001, "5,000文字以内"),
        ("x\x00", "NUL"),
        ("あ" * 1_000_000, "5,000文字以内"),
    ],
)
def test_bad_text_is_refused(browser, officer, reply, body, sentence):
    response = browser(officer).post(url(reply), {"body": body, "version": 1})
    assert response.status_code == 400
    assert sentence in response.content.decode()
    reply.refresh_from_db()
    assert reply.body == "はじめの返信"


def test_unchanged_reply_is_not_called_edited(browser, officer, reply):
    browser(officer).post(url(reply), {"body": "はじめの返信", "version": 1})
    reply.refresh_from_db()
    assert (reply.version, reply.edited_at) == (1, None)


@pytest.mark.parametrize("how", ["close", "hide", "hide_reply", "lock"])
def test_reply_stays_as_it_is_when_closed_hidden_or_locked(browser, officer, secretariat, topic, reply, how):
    if how == "close":
        close_topic(topic=topic, by=officer)
    elif how == "hide":
        hide_post(post=topic, by=secretariat, reason="確認")
    elif how == "hide_reply":
        hide_post(post=reply, by=secretariat, reason="確認")
    else:
        topic.__class__.objects.filter(pk=topic.pk).update(
            locked_at=topic.published_at, locked_by=secretariat, locked_reason="確認"
        )
    assert browser(officer).post(url(reply), {"body": "直した", "version": 1}).status_code == 403
    with pytest.raises((PermissionDenied, TopicNotOpen)):
        edit_reply(reply=reply, by=officer, version=1, values={"body": "x"})
    page = browser(officer).get(topic.get_absolute_url()).content.decode()
    assert url(reply) not in page
    reply.refresh_from_db()
    assert reply.body == "はじめの返信"


def test_history_of_a_hidden_reply_is_only_for_its_organization(
    browser, officer, stranger, secretariat, reply
):
    edit_reply(reply=reply, by=officer, version=1, values={"body": "直した"})
    hide_post(post=reply, by=secretariat, reason="確認")
    assert browser(stranger).get(url(reply, "history")).status_code == 404
    assert browser(officer).get(url(reply, "history")).status_code == 200
    assert browser(secretariat).get(url(reply, "history")).status_code == 200


def test_later_writer_keeps_a_conflict_copy(browser, officer, colleague, stranger, reply):
    browser(colleague).post(url(reply), {"body": "先の返信", "version": 1})
    response = browser(officer).post(url(reply), {"body": "ウナギ", "version": 1})
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("先の返信", "ウナギ", 'name="version" value="2"'):
        assert words in page
    copy = Version.objects.get(is_conflict_copy=True)
    assert (copy.snapshot["body"], copy.reply) == ("ウナギ", reply)
    assert "ウナギ" in browser(officer).get(url(reply, "history"), {"from": copy.pk}).content.decode()
    assert "ウナギ" not in browser(stranger).get(url(reply, "history"), {"from": copy.pk}).content.decode()


def test_search_finds_the_edited_words_only(officer, stranger, topic, reply):
    edit_reply(reply=reply, by=officer, version=1, values={"body": "うなぎの蒲焼"})
    refresh_index_now(topic)
    audiences = search_audiences.audiences_of(stranger)
    assert search_texts("うなぎ", audiences=audiences).rows
    assert not search_texts("はじめの返信", audiences=audiences).rows


@pytest.mark.usefixtures("committed")
def test_two_at_once_make_one_version_and_one_conflict_copy(browser, officer, colleague, topic, make_reply):
    reply = make_reply(topic, officer)
    clients = {"あ": browser(officer), "い": browser(colleague)}
    jobs = [
        lambda body=body, client=client: client.post(url(reply), {"body": body, "version": 1})
        for body, client in clients.items()
    ]
    assert sorted(answer.status_code for answer in in_threads(*jobs)) == [302, 409]
    assert {v.snapshot["body"] for v in Version.objects.filter(reply=reply)} >= {"あ", "い"}


def test_reply_is_not_edited_by_who_may_not_read_it_any_more(
    officer, ward_officer, kushiro, topic, make_reply
):
    """The form was open while the audience was narrowed."""
    reply = make_reply(topic, ward_officer)
    change_audience(
        topic=topic,
        by=officer,
        audience="chosen",
        organizations=[kushiro],
        losing_access=[reply.organization_id],
    )
    with pytest.raises(PermissionDenied):
        edit_reply(reply=reply, by=ward_officer, version=1, values={"body": "直した返信"})
    with pytest.raises(PermissionDenied):
        set_reply_capacity(reply=reply, by=ward_officer, capacity="official")
    reply.refresh_from_db()
    assert (reply.body, reply.capacity) == ("ぜひ一緒に進めましょう。", "")
