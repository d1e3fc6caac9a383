"""Locked topics take no writing; topics move from kind to kind and lose nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.moderation.actions import hide_post, lock_topic, move_topic, unlock_topic
from board.moderation.rules import can_move_topic
from board.reply_posting.actions import post_reply
from board.stages.models import TopicStep
from board.topic_editing.actions import edit_topic
from board.topics.actions import TopicNotOpen
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused, StaleVersion
from tests.worker import told

pytestmark = pytest.mark.django_db
REASON = "内容の確認が済むまで止めます。"


@pytest.fixture
def locked(topic, secretariat):
    return lock_topic(topic=topic, by=secretariat, reason=REASON)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 403),
        ("colleague", 403),
        ("reader", 403),
        ("stranger", 403),
        ("ward_officer", 403),
        ("secretariat", 302),
    ],
)
def test_topic_lock_and_unlock_are_the_secretariats(who, status, request, browser, topic):
    client = browser(request.getfixturevalue(who))
    assert client.post(f"/board/topics/{topic.pk}/lock/", {"reason": REASON}).status_code == status
    topic.refresh_from_db()
    assert topic.is_locked == (status == 302)
    assert client.post(f"/board/topics/{topic.pk}/unlock/").status_code == status
    topic.refresh_from_db()
    assert not topic.is_locked


@pytest.mark.parametrize("reason", ["", " ", "あ" * 501, "無\x00効"])
def test_topic_lock_wants_a_reason(reason, browser, secretariat, topic):
    response = browser(secretariat).post(f"/board/topics/{topic.pk}/lock/", {"reason": reason})
    assert response.status_code == 400
    topic.refresh_from_db()
    assert not topic.is_locked


def test_a_locked_topic_takes_no_writing(browser, officer, ward_officer, secretariat, locked):
    url = f"/board/topics/{locked.pk}"
    assert browser(officer).get(f"{url}/edit/").status_code == 403
    assert browser(officer).post(f"{url}/close/").status_code == 403
    assert browser(secretariat).post(f"{url}/close/").status_code == 403
    answer = browser(ward_officer).post(f"{url}/reply/", {"body": "ぜひ一緒に。"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "事務局が書込みを止めています" in page
    assert REASON in page
    assert "ぜひ一緒に。" in page  # what was typed stays
    with pytest.raises(PermissionDenied):
        edit_topic(topic=locked, by=officer, version=locked.version, values={"title": "x"})
    with pytest.raises(TopicNotOpen):
        post_reply(topic=locked, by=ward_officer, body="x")
    assert not can_move_topic(officer, locked)


def test_an_edit_that_comes_after_the_lock_keeps_its_text(browser, officer, stranger, locked):
    data = {"title": "直した件名", "body": "直した本文です。", "version": locked.version, "check": 1}
    answer = browser(officer).post(f"/board/topics/{locked.pk}/edit/", data)
    assert answer.status_code == 403
    page = answer.content.decode()
    for words in ("事務局が書込みを止めています", "直した件名", "直した本文です。", "下に残っています"):
        assert words in page
    assert browser(stranger).post(f"/board/topics/{locked.pk}/edit/", data).status_code == 403
    locked.refresh_from_db()
    assert locked.title != "直した件名"


def test_everybody_who_reads_a_locked_topic_reads_why(browser, stranger, reader, locked):
    for person in (stranger, reader):
        assert REASON in browser(person).get(locked.get_absolute_url()).content.decode()


def test_owner_is_mailed_of_lock_and_unlock(officer, sakai, secretariat, locked):
    told("board.owner_notified")
    unlock_topic(topic=locked, by=secretariat)
    told("board.owner_notified")
    mails = OutgoingMail.objects.filter(to=sakai.sections.get().mailbox).order_by("id")
    assert [REASON in mail.body for mail in mails] == [True, False]
    assert OutgoingMail.objects.filter(to=officer.email).count() == 2


def test_hiding_and_unhiding_a_reply_mails_its_own_section(
    ward_officer, koto, sakai, secretariat, topic, make_reply
):
    reply = make_reply(topic, ward_officer)
    hide_post(post=reply, by=secretariat, reason="個人名があるため")
    assert told("board.owner_notified") == {ward_officer.email, koto.sections.get().mailbox}
    assert "個人名があるため" in OutgoingMail.objects.filter(purpose="board.owner_notified").first().body


def test_lock_and_unlock_in_the_admin(browser, secretariat, topic):
    data = {"_selected_action": [topic.pk], "action": "lock", "reason": ""}
    client = browser(secretariat)
    client.post("/admin/board/topic/", data)
    topic.refresh_from_db()
    assert not topic.is_locked
    client.post("/admin/board/topic/", data | {"reason": REASON})
    topic.refresh_from_db()
    assert topic.locked_reason == REASON
    client.post("/admin/board/topic/", data | {"action": "unlock"})
    topic.refresh_from_db()
    assert not topic.is_locked


def test_topic_move_changes_kind_and_stage(browser, officer, topic):
    browser(officer).post(f"/board/topics/{topic.pk}/move/", {"kind": "call", "reason": "参加の募集のため"})
    topic.refresh_from_db()
    assert (topic.kind, topic.stage) == ("call", "")


def test_topic_move_keeps_what_only_the_earlier_kind_shows(browser, stranger, officer, topic):
    move_topic(topic=topic, by=officer, kind="notice")
    page = browser(stranger).get(topic.get_absolute_url()).content.decode()
    for words in ("以前の種類での項目", "特産品と職員", "会場の提供"):
        assert words in page
    assert AuditEntry.objects.get(verb="board.topic_moved").facts["changes"] == {
        "種類": ["連携提案", "事業の周知"]
    }


def test_a_topic_of_chosen_wards_costs_no_query_for_earlier_fields(
    browser, stranger, officer, koto, make_topic
):
    topic = make_topic(officer, wards=[koto], all_wards=False)
    client = browser(stranger)
    client.get(topic.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(topic.get_absolute_url())
    assert sum("board_topic_wards" in query["sql"] for query in captured) == 1


def test_a_topic_that_never_moved_shows_no_earlier_fields(browser, stranger, officer, make_topic):
    for kind in Topic.POSTED_KINDS:
        page = browser(stranger).get(make_topic(officer, kind).get_absolute_url()).content.decode()
        assert "以前の種類" not in page


def test_topic_moved_to_proposal_gets_a_stage(officer, make_topic, secretariat):
    topic = make_topic(officer, Topic.Kind.NOTICE)
    topic = move_topic(topic=topic, by=secretariat, kind="proposal", reason="提案のため")
    assert topic.stage == "recruiting"
    assert TopicStep.objects.get().by == secretariat
    TopicStep.objects.create(
        topic=topic, stage="talking", on=topic.published_at, by=officer, by_name=officer.name
    )
    topic = move_topic(topic=topic, by=secretariat, kind="call", reason="募集のため")
    assert topic.stage == ""
    topic = move_topic(topic=topic, by=secretariat, kind="proposal", reason="提案のため")
    assert topic.stage == "talking"  # as far as it had come


def test_topic_move_after_a_reply_is_the_secretariats(
    browser, officer, ward_officer, secretariat, topic, make_reply
):
    make_reply(topic, ward_officer)
    assert browser(officer).post(f"/board/topics/{topic.pk}/move/", {"kind": "call"}).status_code == 403
    bad = browser(secretariat).post(f"/board/topics/{topic.pk}/move/", {"kind": "call"})
    assert bad.status_code == 400  # without a reason
    for kind in ("talk", "proposal", "x", ""):
        data = {"kind": kind, "reason": "理由"}
        assert browser(secretariat).post(f"/board/topics/{topic.pk}/move/", data).status_code == 400


def test_a_draft_moves_and_loses_nothing(officer, make_draft):
    draft = move_topic(topic=make_draft(officer), by=officer, kind="notice")
    assert (draft.kind, draft.stage, draft.offer) == ("notice", "", "特産品と職員")
    with pytest.raises(ActionRefused):
        move_topic(topic=draft, by=officer, kind="talk")


def test_a_form_opened_before_the_move_is_stale(officer, topic):
    move_topic(topic=topic, by=officer, kind="notice")
    with pytest.raises(StaleVersion):
        edit_topic(topic=topic, by=officer, version=topic.version, values={"title": "新しい題"})
