"""Autosave of a draft: what is saved, what is said, and everything that is refused."""

import json
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from board.presence import queries
from board.presence.actions import delete_old_presences, note_presence
from board.presence.models import Presence
from board.publication.actions import publish_topic
from board.topics.models import Topic
from board.versions.models import Version
from common.attachments.actions import store_upload
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from tests.threads import in_threads

NOTICE = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}
NEW = "/board/new/notice/autosave/"


def autosave(draft) -> str:
    return reverse("board:topic-autosave", args=[draft.pk])


@pytest.fixture
def page():
    """The token of one opened form."""
    return str(uuid.uuid4())


def test_first_autosave_makes_one_draft_and_the_button_saves_into_it(browser, officer, page):
    client = browser(officer)
    answers = [
        client.post(NEW, {**NOTICE, "idempotency_key": page, "body": body})
        for body in ("開きます。", "開きます。2")
    ]
    draft = Topic.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["edit"] == reverse("board:topic-edit", args=[draft.pk])
    assert "に自動保存しました" in answers[0].json()["message"]
    assert draft.body == "開きます。2"
    # the button was pressed before the page knew of its draft
    response = client.post(
        "/board/new/notice/", {**NOTICE, "idempotency_key": page, "body": "最後の文面", "check": "1"}
    )
    draft = Topic.objects.get()
    assert response.url == reverse("board:topic-preview", args=[draft.pk])
    assert draft.body == "最後の文面"


def test_empty_form_makes_no_draft(browser, officer, page):
    answer = browser(officer).post(NEW, {"idempotency_key": page})
    assert answer.json()["saved"] is False
    assert not Topic.objects.exists()


def test_field_that_cannot_be_read_loses_nothing_and_stops_publication(browser, officer, make_draft, page):
    draft = make_draft(officer)
    client = browser(officer)
    data = {"title": "新しい件名", "body": "本文", "themes": ["industry"], "starts_on": "令和9年13月"}
    answer = client.post(autosave(draft), {**data, "idempotency_key": page, "version": 1}).json()
    draft.refresh_from_db()
    assert answer["saved"] is True
    assert "希望時期の始まり" in answer["message"]
    assert (draft.title, draft.starts_on, draft.unparsed) == (
        "新しい件名",
        None,
        {"starts_on": "令和9年13月"},
    )
    form = client.get(reverse("board:topic-edit", args=[draft.pk])).content.decode()
    assert 'value="令和9年13月"' in form
    assert "読み取れない入力があります" in form
    client.post(reverse("board:topic-publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.is_draft
    data |= {"starts_on": "令和9年12月1日", "offer": "品", "seek": "場", "version": 2, "save_draft": "1"}
    client.post(reverse("board:topic-edit", args=[draft.pk]), data)
    draft.refresh_from_db()
    assert (str(draft.starts_on), draft.unparsed) == ("2027-12-01", {})


@pytest.mark.parametrize(
    ("body", "kept", "sentence"),
    [
        ("あ" * 10_001, True, "10,000文字以内"),
        ("あ" * 1_000_000, False, "この項目は保存していません"),
        ("本\x00文", False, "この項目は保存していません"),
        ("右\u202e左", False, "この項目は保存していません"),
    ],
)
def test_text_that_is_refused_is_said_and_the_others_are_saved(
    browser, officer, make_draft, page, body, kept, sentence
):
    draft = make_draft(officer)
    data = {**NOTICE, "body": body, "idempotency_key": page, "version": 1}
    answer = browser(officer).post(autosave(draft), data)
    before, draft = draft.body, Topic.objects.get()
    assert answer.status_code == 200
    assert sentence in answer.json()["message"]
    assert (draft.title, draft.body) == ("相談会", before)
    assert ("body" in draft.unparsed) == kept


def test_lone_surrogate_is_no_error_of_ours(browser, officer, make_draft, page):
    draft = make_draft(officer)
    data = f"title=%ED%A0%80&body=b&idempotency_key={page}&version=1"
    answer = browser(officer).post(autosave(draft), data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


def test_autosave_leaves_the_files_alone(browser, officer, make_draft, page):
    file = store_upload(SimpleUploadedFile("資料.txt", "資料".encode(), "text/plain"), by=officer)
    draft = make_draft(officer, files=[file])
    browser(officer).post(autosave(draft), {**NOTICE, "idempotency_key": page, "version": 1})
    assert [kept.name for kept in files_of(draft)] == ["資料.txt"]


@pytest.mark.parametrize("name", ["autosave", "presence"])
def test_autosave_tells_a_visitor_to_log_in(visitor, officer, make_draft, name):
    draft = make_draft(officer)
    answer = visitor.post(reverse(f"board:topic-{name}", args=[draft.pk]), {**NOTICE, "version": 1})
    assert answer.status_code == 401
    assert "ログイン" in json.loads(answer.content)["message"]


def test_autosave_of_a_new_topic_takes_posts_of_four_kinds(browser, officer):
    client = browser(officer)
    assert client.post(NEW, NOTICE).status_code == 200
    assert Topic.objects.get().title == "相談会"
    assert client.get(NEW).status_code == 405
    assert client.post("/board/new/talk/autosave/", NOTICE).status_code == 404


def test_published_topic_is_not_autosaved_but_the_text_is_saved(browser, officer, stranger, make_draft, page):
    draft = make_draft(officer)
    client = browser(officer)
    client.post(autosave(draft), {**NOTICE, "idempotency_key": page, "version": 1})
    Topic.objects.filter(pk=draft.pk).update(offer="品", seek="場")
    topic = publish_topic(topic=draft, by=officer)
    late = {**NOTICE, "body": "遅れた文面", "idempotency_key": page, "version": 2}
    answer = client.post(autosave(topic), late)
    assert answer.status_code == 409
    assert "既に投稿されました" in answer.json()["message"]
    assert Topic.objects.get().body == "開きます。"
    assert Version.objects.get(is_conflict_copy=True).snapshot["body"] == "遅れた文面"
    assert browser(stranger).post(autosave(topic), late).status_code == 403


def test_colleague_who_saved_first_is_named_and_the_later_text_is_saved(
    browser, officer, colleague, make_draft, page
):
    draft = make_draft(officer)
    first = {**NOTICE, "title": "先", "idempotency_key": str(uuid.uuid4()), "version": 1}
    later = {**NOTICE, "title": "後", "idempotency_key": page, "version": 1}
    browser(colleague).post(autosave(draft), first)
    client = browser(officer)
    answer = client.post(autosave(draft), later)
    assert answer.status_code == 409
    assert "堺 次郎さんが" in answer.json()["message"]
    assert client.post(autosave(draft), {**later, "title": "後2"}).status_code == 409
    assert Topic.objects.get().title == "先"
    copy = Version.objects.get(is_conflict_copy=True)
    assert (copy.snapshot["title"], copy.by, copy.by_name) == ("後2", officer, "堺 花子")


def test_page_never_overtakes_itself(browser, officer, make_draft, page):
    """An autosave on its way while the button is pressed, and one that arrives after the button's."""
    draft = make_draft(officer)
    client, edit = browser(officer), reverse("board:topic-edit", args=[draft.pk])
    client.post(autosave(draft), {**NOTICE, "body": "途中", "idempotency_key": page, "version": 1})
    pressed = {**NOTICE, "body": "押した文面", "idempotency_key": page, "version": 1, "save_draft": "1"}
    assert client.post(edit, pressed).status_code == 302
    late = client.post(autosave(draft), {**NOTICE, "body": "遅い途中", "idempotency_key": page, "version": 2})
    assert (late.status_code, late.json()["saved"], late.json()["version"]) == (200, False, 3)
    assert Topic.objects.get().body == "押した文面"
    assert not Version.objects.filter(is_conflict_copy=True).exists()


def test_who_else_edits_is_said_for_two_minutes(browser, officer, colleague, make_draft, page):
    draft = make_draft(officer)
    edit, sign = (reverse(f"board:topic-{name}", args=[draft.pk]) for name in ("edit", "presence"))
    browser(colleague).get(edit)
    assert "堺 次郎さんが" in browser(officer).get(edit).content.decode()
    answer = browser(officer).post(sign, {"version": 1, "idempotency_key": page}).json()
    assert "堺 次郎さんが" in answer["others"]
    with time_machine.travel(timezone.now() + queries.VALID_FOR * 1.1):
        assert "堺 次郎さんが" not in browser(officer).get(edit).content.decode()
    browser(colleague).post(autosave(draft), {**NOTICE, "version": 1})
    assert browser(officer).post(sign, {"version": 1, "idempotency_key": page}).json()["stale"] is True
    browser(colleague).post(edit, {**NOTICE, "version": 2, "save_draft": "1"})  # leaves by the button
    assert not Presence.objects.filter(user=colleague, topic=draft).exists()
    with time_machine.travel(timezone.now() + queries.VALID_FOR * 1000):
        delete_old_presences()
    assert not Presence.objects.exists()


def test_presence_is_one_row_for_a_person(officer, make_draft):
    draft = make_draft(officer)
    note_presence(draft, officer)
    note_presence(draft, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(topic=draft, user=officer)


def test_register_holds_one_line_a_day_and_versions_one_in_ten_minutes(browser, officer, colleague, page):
    with time_machine.travel("2026-11-25 10:00:00+09:00", tick=False) as clock:
        client = browser(officer)
        for number in range(40):
            client.post(NEW, {**NOTICE, "body": f"{number}", "idempotency_key": page})
            clock.shift(20)
        draft = Topic.objects.get()
        assert AuditEntry.objects.filter(verb__startswith="board.").count() == 1
        assert [version.snapshot["body"] for version in draft.versions.all()] == ["29", "39"]
        browser(colleague).post(autosave(draft), {**NOTICE, "version": draft.version})
        assert AuditEntry.objects.filter(verb="board.topic_autosaved", by=colleague).count() == 1
        clock.shift(24 * 3600)
        browser(colleague).post(autosave(draft), {**NOTICE, "body": "翌日", "version": draft.version + 1})
        assert AuditEntry.objects.filter(verb="board.topic_autosaved", by=colleague).count() == 2


@pytest.mark.usefixtures("committed")
def test_two_first_autosaves_at_once_make_one_draft(browser, officer, page):
    clients = [browser(officer), browser(officer)]
    answers = in_threads(*(lambda c=c: c.post(NEW, {**NOTICE, "idempotency_key": page}) for c in clients))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Topic.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_two_writers_at_once_lose_no_text(browser, officer, colleague, make_draft):
    draft = make_draft(officer)
    texts = {"あ": browser(officer), "い": browser(colleague)}
    jobs = [
        lambda body=body, client=client: client.post(
            autosave(draft), {**NOTICE, "body": body, "idempotency_key": str(uuid.uuid4()), "version": 1}
        )
        for body, client in texts.items()
    ]
    assert sorted(answer.status_code for answer in in_threads(*jobs)) == [200, 409]
    assert {version.snapshot["body"] for version in Version.objects.all()} >= set(texts)
