"""A long list or a large topic is made by the worker: asked for, followed, fetched, gone after a week."""

import datetime
import io
import zipfile

import openpyxl
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from board.exports import actions, spreadsheets, tasks, views
from board.exports.models import TopicExport
from board.topics.models import Topic
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.prepared_files import actions as prepared
from common.prepared_files.actions import MAKE_TASK
from members.access.rate_limits import EXPORTS
from members.users.actions import deactivate_user
from tests.worker import by_clock, make_file, told

URL = "/board/exports/new/"


@pytest.fixture(autouse=True)
def _little_is_much(monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS", 1)
    monkeypatch.setattr(views, "MOST_REPLIES", 1)


def jobs():
    return ProcrastinateJob.objects.filter(task_name=MAKE_TASK)


@pytest.fixture
def topics(officer, make_topic):
    return [
        make_topic(officer, title="提案"),
        *(make_topic(officer, Topic.Kind.NOTICE, title=f"周知{number}") for number in range(3)),
    ]


def test_a_long_list_is_offered_and_made_with_its_filter(browser, stranger, topics):
    client = browser(stranger)
    assert "作成を始める" in client.get("/board/topics.xlsx", {"kind": "notice", "page": 2}).text
    url = client.post(URL, {"query": "kind=notice&page=2&x=y"}).url
    export = TopicExport.objects.get()
    assert (url, export.query, export.total) == (export.get_absolute_url(), "kind=notice", 3)
    page = client.get(url).text
    assert "0 / 3件" in page
    assert 'data-progress="running"' in page
    file = files_of(make_file(export))[0]
    assert (export.state, export.expires_on - localdate(export.requested_at)) == (
        "ready",
        datetime.timedelta(days=7),
    )
    page = client.get(url).text
    assert f"/files/{file.pk}/" in page
    assert "data-progress=" not in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/files/{file.pk}/").getvalue()))
    header, *rows = book.active.values
    assert list(header) == spreadsheets.HEADER
    assert {row[header.index("件名")] for row in rows} == {"周知0", "周知1", "周知2"}
    assert StoredFile.objects.count() == 1


def test_a_short_list_is_there_at_once(browser, stranger, officer, make_topic):
    make_topic(officer)
    assert browser(stranger).get("/board/topics.xlsx").getvalue().startswith(b"PK")


def test_a_large_topic_is_offered_and_make_file(browser, stranger, topics, make_reply):
    topic = topics[0]
    for text in ("一つ目", "二つ目"):
        make_reply(topic, stranger, body=text)
    client = browser(stranger)
    page = client.get(f"/board/topics/{topic.pk}/files.zip").text
    assert f'name="topic" value="{topic.pk}"' in page
    client.post(URL, {"topic": topic.pk})
    export = make_file(TopicExport.objects.get())
    with files_of(export)[0].content.open() as content, zipfile.ZipFile(content) as archive:
        assert "二つ目" in archive.read("本文.txt").decode("utf-8-sig")
    assert "目次.txt" in archive.namelist()
    # without the replies it is small
    assert client.get(f"/board/topics/{topic.pk}/files.zip?replies=0").getvalue().startswith(b"PK")


def test_progress_is_told_row_by_row(stranger, topics, monkeypatch):
    monkeypatch.setattr(tasks, "ROWS", 1)
    seen = []
    monkeypatch.setattr(prepared, "note_progress", lambda export, done: seen.append(done))
    make_file(actions.request_topic_export(by=stranger))
    assert seen == [1, 2, 3, 4]


def test_it_is_only_for_who_asked(browser, visitor, stranger, colleague, secretariat, topics):
    export = make_file(actions.request_topic_export(by=stranger))
    address = f"/files/{files_of(export)[0].pk}/"
    for other in (colleague, secretariat):
        assert browser(other).get(address).status_code == 404
        assert browser(other).get(export.get_absolute_url()).status_code == 404
    assert visitor.get(address).status_code == 404
    assert browser(stranger).get(address).getvalue().startswith(b"PK")
    assert AuditEntry.objects.get(verb="board.topic_export_fetched").by == stranger


def test_a_double_click_makes_one_and_another_waits(browser, stranger, topics):
    client = browser(stranger)
    first, second = (client.post(URL, {"query": ""}).url for _ in range(2))
    assert first == second
    assert jobs().count() == 1
    other = client.post(URL, {"query": "kind=notice"})
    assert other.status_code == 400
    assert TopicExport.already_building() in other.text
    make_file(TopicExport.objects.get())
    assert client.post(URL, {"query": "kind=notice"}).status_code == 302


def test_it_is_limited_and_recorded(browser, stranger, topics, monkeypatch):
    monkeypatch.setattr(EXPORTS, "by_user", "1/h")
    client = browser(stranger)
    assert client.post(URL, {"query": "kind=notice"}).status_code == 302
    assert client.post(URL, {"query": "kind=notice"}).status_code == 429
    entry = AuditEntry.objects.get(verb="board.topic_export_requested")
    assert (entry.by, entry.facts) == (stranger, {"filter": {"kind": "notice"}})


def test_one_mail_when_it_is_ready(stranger, topics):
    export = make_file(actions.request_topic_export(by=stranger))
    assert told("board.topic_export_finished", job="board.topic_export_finished") == {stranger.email}
    mail = OutgoingMail.objects.get(purpose="board.topic_export_finished")
    assert export.get_absolute_url() in mail.body


def test_a_fault_is_said_on_its_page_with_what_to_do(browser, stranger, topics, monkeypatch):
    export = actions.request_topic_export(by=stranger, query="kind=notice")
    monkeypatch.setattr(spreadsheets, "sheet_of", lambda topics: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_file(export)
    page = browser(stranger).get(export.get_absolute_url()).text
    assert prepared.failed(export) in page
    assert 'href="/board/topics.xlsx?kind=notice"' in page
    assert told("board.topic_export_finished", job="board.topic_export_finished") == {stranger.email}


def test_a_job_that_died_half_way_is_done_by_another_worker(stranger, topics, monkeypatch):
    export = actions.request_topic_export(by=stranger)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(prepared, "store_prepared_file", killed)
        with pytest.raises(KeyboardInterrupt):
            make_file(export)
    export.refresh_from_db()
    assert export.state == "building"
    assert make_file(export).state == "ready"


def test_a_job_that_was_lost_ends_by_the_clock(stranger, topics):
    export = actions.request_topic_export(by=stranger)
    assert by_clock("board.fail_lost_topicexport") == 0
    with time_machine.travel(export.requested_at + datetime.timedelta(hours=2)):
        assert by_clock("board.fail_lost_topicexport") == 1
    export.refresh_from_db()
    assert (export.state, export.reason) == ("failed", prepared.failed(export))
    actions.request_topic_export(by=stranger)


def test_after_its_days_the_file_is_gone(browser, stranger, topics):
    export = make_file(actions.request_topic_export(by=stranger))
    address = f"/files/{files_of(export)[0].pk}/"
    with time_machine.travel(export.requested_at + datetime.timedelta(days=7)):
        assert by_clock("board.delete_expired_topicexport") == 0
    with time_machine.travel(export.requested_at + datetime.timedelta(days=8)):
        assert by_clock("board.delete_expired_topicexport") == 1
    client = browser(stranger)
    assert client.get(address).status_code == 404
    assert "削除しました" in client.get(export.get_absolute_url()).text


def test_who_may_no_longer_read_gets_nothing(stranger, secretariat, topics):
    export = actions.request_topic_export(by=stranger)
    deactivate_user(user=stranger, by=secretariat, reason="退職")
    assert make_file(export).reason == prepared.NO_LONGER
    assert not StoredFile.objects.exists()


def test_a_narrowed_topic_is_not_make_file(stranger, topics):
    export = actions.request_topic_export(by=stranger, topic=topics[0])
    Topic.objects.filter(pk=topics[0].pk).update(audience="wards")
    assert make_file(export).reason == prepared.NO_LONGER


def test_a_topic_that_they_may_not_see_is_refused(browser, stranger, make_draft, officer):
    client = browser(stranger)
    assert client.post(URL, {"topic": make_draft(officer).pk}).status_code == 404
    assert client.post(URL, {"topic": "99999999999999999999"}).status_code == 302  # no number: the list
    assert TopicExport.objects.get().topic is None


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "ready"}, "topicexport_finished_with_state"),
        ({"query": "kind=notice", "topic": True}, "topicexport_list_or_topic"),
        ({}, "topicexport_one_at_a_time"),
    ],
)
def test_constraints_of_exports(stranger, topics, values, name):
    if name == "topicexport_one_at_a_time":
        actions.request_topic_export(by=stranger)
    values = {**values, "topic": topics[0]} if "topic" in values else values
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TopicExport.objects.create(requested_by=stranger, requested_by_name="釧路", **values)
