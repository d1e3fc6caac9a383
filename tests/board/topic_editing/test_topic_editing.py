"""Writing topics: drafts, publishing, editing, closing, hiding, and everything that is refused."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board.closing.actions import close_topic
from board.drafts.actions import discard_topic
from board.moderation.actions import hide_post, unhide_post
from board.publication.actions import publish_topic
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from tests.board.helpers import CALL, POSTS


@pytest.fixture(autouse=True)
def _before_the_days_of_the_call(time_machine):
    time_machine.move_to("2026-11-25T10:00+09:00")


def text_file(name="資料.txt", text="資料"):
    return SimpleUploadedFile(name, text.encode(), "text/plain")


@pytest.mark.parametrize("kind", POSTS)
def test_topic_of_every_kind_goes_from_form_over_preview_to_the_board(browser, officer, kind):
    client = browser(officer)
    assert client.get(f"/board/new/{kind}/").status_code == 200
    response = client.post(f"/board/new/{kind}/", POSTS[kind])
    draft = Topic.objects.get()
    assert draft.is_draft
    assert response.url == reverse("board:topic-preview", args=[draft.pk])
    preview = client.get(response.url).content.decode()
    assert POSTS[kind]["title"] in preview
    response = client.post(reverse("board:topic-publish", args=[draft.pk]))
    assert response.url == f"/board/topics/{draft.pk}/"
    topic = Topic.objects.get()
    assert (topic.state, topic.published_by, topic.author_name) == ("open", officer, "堺 花子")
    assert topic.section == officer.section
    assert client.get(response.url).status_code == 200


def test_call_reads_dates_and_numbers_as_offices_write_them(browser, officer):
    browser(officer).post("/board/new/call/", CALL)
    topic = Topic.objects.get()
    assert (str(topic.starts_on), str(topic.deadline), topic.places) == ("2027-11-08", "2027-10-01", 12)


@pytest.mark.parametrize(
    ("kind", "bad", "sentence"),
    [
        ("proposal", {"title": ""}, "件名"),
        ("proposal", {"body": ""}, "提案の内容"),
        ("proposal", {"body": "あ" * 10_001}, "10,000文字以内"),
        ("proposal", {"title": "あ" * 101}, "100文字以内"),
        ("proposal", {"title": "題\x00名"}, "NUL"),
        ("proposal", {"body": "右から\u202e左"}, "制御文字"),
        ("proposal", {"themes": ["unknown"]}, "テーマ"),
        ("proposal", {"wards": ["99999"]}, "希望する区"),
        ("proposal", {"starts_on": "令和9年4月2日", "ends_on": "令和9年4月1日"}, "始まりの日以後"),
        ("call", {"deadline": "令和2年4月1日"}, "今日以後"),
        ("call", {"deadline": "令和9年12月1日"}, "開催日まで"),
        ("call", {"starts_on": "令和9年2月30日"}, "日付"),
        ("call", {"places": "0"}, "1以上"),
        ("promotion", {"link": "javascript:alert(1)"}, "https://"),
        ("promotion", {"link": "ftp://www.city.example/"}, "https://"),
        ("promotion", {"link": "https://bank.example@evil.example/"}, "https:// から始まるアドレス"),
        ("promotion", {"link": ""}, "アドレス"),
    ],
)
def test_topic_form_refuses_and_keeps_what_was_typed(browser, officer, kind, bad, sentence):
    data = {**POSTS[kind], **bad}
    response = browser(officer).post(f"/board/new/{kind}/", data)
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    kept = "title" if "title" not in bad else "body"
    assert data[kept] in page
    assert not Topic.objects.exists()


def test_topic_new_of_an_unknown_kind_is_not_found(browser, officer):
    assert browser(officer).get("/board/new/else/").status_code == 404


def test_draft_may_stop_anywhere_and_cannot_be_published_so(browser, officer):
    client = browser(officer)
    response = client.post("/board/new/call/", {"body": "途中", "save_draft": "1"})
    draft = Topic.objects.get()
    assert response.url == reverse("board:topic-edit", args=[draft.pk])
    assert "入力が足りない" in client.get(reverse("board:topic-preview", args=[draft.pk])).content.decode()
    client.post(reverse("board:topic-publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.is_draft


def test_good_files_and_text_survive_a_refused_file(browser, officer):
    client = browser(officer)
    files = [text_file(), SimpleUploadedFile("偽物.pdf", b"MZ not a pdf", "application/pdf")]
    response = client.post("/board/new/notice/", {**POSTS["notice"], "files": files})
    page = response.content.decode()
    assert response.status_code == 400
    assert "偽物.pdf" in page
    assert POSTS["notice"]["body"] in page
    kept = StoredFile.objects.get()
    assert str(kept.pk) in page
    client.post("/board/new/notice/", {**POSTS["notice"], "kept_files": [str(kept.pk)]})
    topic = Topic.objects.get()
    assert [file.name for file in files_of(topic)] == ["資料.txt"]
    assert topic.file_count == 1


def test_file_of_a_draft_is_only_for_its_organization(browser, officer, colleague, stranger, secretariat):
    browser(officer).post("/board/new/notice/", {**POSTS["notice"], "files": [text_file()]})
    url = reverse("common:file", args=[StoredFile.objects.get().pk])
    response = browser(colleague).get(url)
    assert b"".join(response.streaming_content) == "資料".encode()
    assert browser(stranger).get(url).status_code == 404
    assert browser(secretariat).get(url).status_code == 404


def test_colleague_continues_and_discards_a_draft_with_its_files(browser, officer, colleague, make_draft):
    draft = make_draft(officer)
    client = browser(colleague)
    url = reverse("board:topic-edit", args=[draft.pk])
    data = {
        **POSTS["proposal"],
        "title": "同僚の続き",
        "version": "1",
        "save_draft": "1",
        "files": [text_file()],
    }
    assert client.post(url, data).url == url
    draft.refresh_from_db()
    assert (draft.title, draft.saved_by, draft.version, draft.file_count) == ("同僚の続き", colleague, 2, 1)
    client.post(reverse("board:topic-discard", args=[draft.pk]))
    assert not Topic.objects.exists()
    assert not StoredFile.objects.exists()
    assert AuditEntry.objects.filter(verb="board.topic_discarded", object_id=str(draft.pk)).exists()


def test_later_writer_of_a_draft_keeps_their_text_and_sees_both(browser, officer, colleague, make_draft):
    draft = make_draft(officer)
    url = reverse("board:topic-edit", args=[draft.pk])
    first = {**POSTS["proposal"], "title": "先に保存", "version": "1", "save_draft": "1"}
    later = {**POSTS["proposal"], "title": "あとから保存", "version": "1", "save_draft": "1"}
    browser(colleague).post(url, first)
    response = browser(officer).post(url, {**later, "files": [text_file()]})
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("先に保存しました", "先に保存", "あとから保存", "資料.txt", 'name="version" value="2"'):
        assert words in page
    draft.refresh_from_db()
    assert draft.title == "先に保存"
    browser(officer).post(url, {**later, "version": "2"})
    draft.refresh_from_db()
    assert draft.title == "あとから保存"


def test_published_topic_is_edited_by_a_colleague_with_before_and_after(browser, colleague, topic):
    url = reverse("board:topic-edit", args=[topic.pk])
    data = {**POSTS["proposal"], "title": "直した件名", "version": str(topic.version), "check": "1"}
    assert browser(colleague).post(url, data).url == topic.get_absolute_url()
    before, topic_now = topic.title, Topic.objects.get()
    assert topic_now.title == "直した件名"
    assert topic_now.edited_at is not None
    entry = AuditEntry.objects.get(verb="board.topic_edited")
    assert entry.facts["changed"]["title"] == [before, "直した件名"]
    assert "更新日時" in browser(colleague).get(topic.get_absolute_url()).content.decode()


def test_topic_is_hidden_and_shown_again(browser, secretariat, topic):
    client = browser(secretariat)
    client.post(reverse("board:topic-hide", args=[topic.pk]), {"reason": "確認のため"})
    assert Topic.objects.get().is_hidden
    client.post(reverse("board:topic-unhide", args=[topic.pk]))
    assert not Topic.objects.get().is_hidden


def test_hide_without_a_reason_is_refused(browser, secretariat, topic):
    response = browser(secretariat).post(reverse("board:topic-hide", args=[topic.pk]), {"reason": " "})
    assert response.status_code == 400
    assert not Topic.objects.get().is_hidden


def test_closed_topic_is_not_edited_and_closing_twice_is_no_error(browser, officer, topic):
    client = browser(officer)
    close = reverse("board:topic-close", args=[topic.pk])
    assert "受付を終了しますか" in client.get(close).content.decode()
    assert client.post(close).status_code == 302
    assert client.post(close).status_code == 302
    assert client.get(reverse("board:topic-edit", args=[topic.pk])).status_code == 403
    assert AuditEntry.objects.filter(verb="board.topic_closed").count() == 1


def test_actions_ask_the_rules_themselves(officer, stranger, make_draft, topic):
    draft = make_draft(officer)
    values = {"title": "x"}
    for refused in (
        lambda: publish_topic(topic=draft, by=stranger),
        lambda: discard_topic(topic=draft, by=stranger),
        lambda: edit_topic(topic=draft, by=stranger, version=1, values=values),
        lambda: close_topic(topic=topic, by=stranger),
        lambda: hide_post(post=topic, by=officer, reason="x"),
        lambda: unhide_post(post=topic, by=officer),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_logged_out_submit_comes_back_filled_in_after_login(visitor, officer):
    data = {**POSTS["notice"], "idempotency_key": str(uuid.uuid4()), "check": "1"}
    response = visitor.post(
        "/board/new/notice/", data, headers={"referer": "http://testserver/board/new/notice/"}
    )
    assert response.status_code == 302
    login = {"login": officer.email, "password": "renkei-demo-2026"}
    response = visitor.post(response.url, login)
    assert response.url == "/board/new/notice/"
    page = visitor.get(response.url).content.decode()
    assert POSTS["notice"]["title"] in page
    assert POSTS["notice"]["body"] in page
    assert not Topic.objects.exists()
