"""How an archive is built: by one job, once, with an end; what stops it."""

import datetime
import errno
import io
import shutil
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from board.archives import files
from board.archives.actions import stop_archive
from board.archives.models import Archive
from common import japanese_calendar
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.prepared_files import actions as prepared
from common.prepared_files.actions import make_prepared_file
from common.refusals import ActionRefused
from tests.board.archives.archives import URL, ask, built
from tests.threads import in_threads
from tests.worker import by_clock, make_file, told


def test_an_archive_whose_job_was_lost_is_written_anew(make_topic, officer, secretariat, monkeypatch):
    monkeypatch.setattr(files, "BATCH", 1)
    topics = [make_topic(officer, title=f"件名{number}") for number in range(3)]
    archive = ask(secretariat)
    half = files.members(archive)
    for _ in range(2):
        b"".join(next(half).content)
    archive.refresh_from_db()
    assert (archive.state, archive.done, archive.total) == ("building", 1, 3)
    found = built(archive)  # the queue gives a job whose worker died to another worker
    assert {f"topics/{topic.pk:05}.html" for topic in topics} <= set(found)
    assert archive.done == 3
    assert StoredFile.objects.count() == 1


def test_an_archive_that_is_stopped_while_it_is_written_stores_nothing(
    make_topic, officer, secretariat, monkeypatch
):
    monkeypatch.setattr(files, "BATCH", 1)

    def foot(archive, topic):
        stop_archive(archive=archive, by=secretariat)
        return ""

    monkeypatch.setattr(files.pages, "topic_foot", foot)
    for _ in range(2):
        make_topic(officer)
    archive = ask(secretariat)
    make_file(archive)
    assert (archive.state, archive.done) == ("stopped", 0)
    assert not StoredFile.objects.exists()
    assert not OutgoingMail.objects.filter(purpose="board.archive_finished").exists()
    ask(secretariat)  # at once


def test_archive_mails_who_requested_it_and_is_recorded(board, secretariat):
    archive = ask(secretariat, with_hidden=True)
    built(archive)
    told(job="board.archive_finished")
    mail = OutgoingMail.objects.get(purpose="board.archive_finished")
    assert mail.to == secretariat.email
    assert URL in mail.body
    assert "返信 2件" in mail.body
    asked = AuditEntry.objects.get(verb="board.archive_requested")
    assert (asked.by, asked.facts["with_hidden"]) == (secretariat, True)
    assert AuditEntry.objects.filter(verb="board.archive_ready").exists()
    assert archive.expires_on == japanese_calendar.today() + datetime.timedelta(days=7)


def test_only_one_archive_is_made_at_a_time(board, secretariat):
    archive = ask(secretariat)
    assert ask(secretariat) == archive  # pressed twice
    with pytest.raises(ActionRefused, match="作成中のものがあります"):
        ask(secretariat, with_talks=True)
    built(archive)
    ask(secretariat)


def test_archive_is_refused_where_the_disk_has_no_room(board, secretariat, monkeypatch):
    StoredFile.objects.filter(name="計画.txt").update(size=shutil.disk_usage("/").free)
    with pytest.raises(ActionRefused, match="空き容量が足りない"):
        ask(secretariat)
    assert not Archive.objects.exists()


def test_archive_is_deleted_after_its_day(board, secretariat):
    archive = ask(secretariat)
    built(archive)
    assert by_clock("board.delete_expired_archive") == 0
    Archive.objects.update(expires_on=japanese_calendar.today() - datetime.timedelta(days=1))
    assert by_clock("board.delete_expired_archive") == 1
    assert files_of(archive) == []
    archive.refresh_from_db()
    assert archive.state == "deleted"
    assert by_clock("board.delete_expired_archive") == 0


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "ready"}, "archive_finished_with_state"),
        ({"state": "ready", "finished_at": timezone.now()}, "archive_ready_expires"),
        ({"state": "building"}, "archive_one_at_a_time"),
    ],
)
def test_constraints_of_archives(secretariat, values, name):
    Archive.objects.create(requested_by=secretariat)
    if name != "archive_one_at_a_time":
        Archive.objects.update(state="stopped", finished_at=timezone.now())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Archive.objects.create(requested_by=secretariat, **values)


def test_an_archive_that_failed_says_why_and_is_asked_for_again(board, secretariat, monkeypatch):
    def fall(archive, member):
        raise ValueError("broken")

    archive = ask(secretariat)
    monkeypatch.setattr(files.pages, "topic_foot", fall)
    with pytest.raises(ValueError, match="broken"):
        make_file(archive)
    archive.refresh_from_db()
    assert (archive.state, archive.reason) == ("failed", prepared.failed(archive))
    assert "システムの管理者に連絡" in archive.reason
    told(job="board.archive_finished")
    assert "作成できませんでした" in OutgoingMail.objects.get(to=secretariat.email).subject
    monkeypatch.undo()
    built(ask(secretariat))


def test_the_task_says_when_the_disk_got_full(board, secretariat, monkeypatch):
    def fall(archive):
        raise OSError(errno.ENOSPC, "no room")

    archive = ask(secretariat)
    monkeypatch.setattr(files, "members", fall)
    assert make_file(archive).reason == prepared.NO_ROOM.format(archive)


@pytest.mark.usefixtures("committed")
def test_two_who_ask_at_once_get_one_archive(officer, secretariat, make_topic):
    make_topic(officer)

    def try_to_ask(**chosen):
        try:
            return ask(secretariat, **chosen)
        except ActionRefused as refused:
            return str(refused)

    results = in_threads(try_to_ask, lambda: try_to_ask(with_talks=True))
    assert Archive.objects.count() == 1
    assert Archive.already_building() in results


@pytest.mark.usefixtures("committed")
def test_two_workers_on_one_archive_write_it_once(officer, secretariat, make_topic):
    topic = make_topic(officer)
    archive = ask(secretariat)
    in_threads(
        lambda: make_prepared_file(Archive, archive.pk), lambda: make_prepared_file(Archive, archive.pk)
    )
    archive.refresh_from_db()
    assert (archive.state, archive.done) == ("ready", 1)
    (stored,) = files_of(archive)
    with stored.content.open("rb") as content:
        names = zipfile.ZipFile(io.BytesIO(content.read())).namelist()
    assert names.count(f"topics/{topic.pk:05}.html") == 1
