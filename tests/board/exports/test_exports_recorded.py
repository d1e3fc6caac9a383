"""What is exported leaves an entry in the audit log, and nobody takes it by the hundred."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board.archives.models import Archive
from board.archives.views import ARCHIVES
from board.drafts.actions import autosave_topic
from common.attachments.actions import attach_files, store_upload
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from members.access.rate_limits import EXPORTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ways(make_topic, officer):
    """verb -> (address, object, facts) of everything that is exported."""
    topic = make_topic(officer, asks_read_receipts=True)
    return {
        "board.topic_downloaded": (
            f"/board/topics/{topic.pk}/files.zip?replies=0", topic, {"with_replies": False, "size": 0},
        ),
        "board.topics_exported": ("/board/topics.xlsx", None, {"filter": {}}),
        "board.read_receipts_exported": (f"/board/topics/{topic.pk}/readings.xlsx", topic, {}),
    }  # fmt: skip


VERBS = [
    "board.topic_downloaded",
    "board.topics_exported",
    "board.read_receipts_exported",
]


def take(client, address) -> int:
    """The status, after reading all of it."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # closes what it reads from
    return response.status_code


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_taken_out_leaves_a_line(verb, ways, browser, secretariat):
    address, obj, facts = ways[verb]
    assert take(browser(secretariat), address) == 200
    line = AuditEntry.objects.get(verb=verb)
    assert (line.by, line.object_id, line.facts) == (secretariat, str(obj.pk) if obj else "", facts)


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_taken_out_is_counted(verb, ways, browser, secretariat, officer, monkeypatch):
    monkeypatch.setattr(EXPORTS, "by_user", "2/h")
    client, address = browser(secretariat), ways[verb][0]
    assert [take(client, address) for _ in range(3)] == [200, 200, 429]
    assert AuditEntry.objects.filter(verb=verb).count() == 2
    # each person has a count of their own
    assert take(browser(officer), ways["board.topics_exported"][0]) == 200


def test_who_may_not_take_it_leaves_no_line(ways, browser, visitor, stranger):
    address = ways["board.read_receipts_exported"][0]
    assert visitor.get(address).status_code == 302
    assert browser(stranger).get(address).status_code == 403
    assert not AuditEntry.objects.filter(verb="board.read_receipts_exported").exists()


def test_fetching_an_archive_leaves_a_line(browser, secretariat, officer):
    archive = Archive.objects.create(requested_by=secretariat, requested_by_name=secretariat.name)
    file = store_upload(SimpleUploadedFile("一式.txt", "本文".encode()), by=secretariat)
    attach_files([file], to=archive)
    address, client = reverse("common:file", args=[file.pk]), browser(secretariat)
    assert browser(officer).get(address).status_code == 404
    first = client.get(address)
    b"".join(first.streaming_content)
    again = client.get(address, headers={"if-none-match": first["ETag"]})  # the browser has it still
    assert (first.status_code, again.status_code) == (200, 304)
    line = AuditEntry.objects.get(verb="board.archive_fetched")
    assert (line.by, line.object_id, line.facts) == (secretariat, str(archive.pk), {"file": "一式.txt"})


def test_other_files_leave_no_line(browser, officer, make_topic):
    file = store_upload(SimpleUploadedFile("計画.txt", "本文".encode()), by=officer)
    topic = make_topic(officer, files=[file])
    before = AuditEntry.objects.count()
    take(browser(officer), reverse("common:file", args=[file.pk]))
    assert files_of(topic) == [file]
    assert AuditEntry.objects.count() == before


def test_asking_for_archives_is_counted(browser, secretariat, monkeypatch):
    monkeypatch.setattr(ARCHIVES, "by_user", "1/h")
    client = browser(secretariat)
    assert [client.post("/board/archive/", {}).status_code for _ in range(2)] == [302, 429]
    assert client.get("/board/archive/").status_code == 200


def test_a_draft_that_was_taken_out_still_notes_its_first_autosave(browser, officer, make_draft):
    draft = make_draft(officer)
    AuditEntry.objects.all().delete()
    assert take(browser(officer), reverse("board:topic-zip", args=[draft.pk])) == 200
    autosave_topic(
        topic=draft, by=officer, version=draft.version, token=uuid.uuid4(), values={"body": "書き足した。"}
    )
    assert AuditEntry.objects.filter(verb="board.topic_autosaved").count() == 1
