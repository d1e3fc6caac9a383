"""Where the files of the answers are many, the worker makes their ZIP: who gets it, and what ends it."""

import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.prepared_files.actions import ERASED, NO_LONGER
from correspondence.closing.actions import withdraw
from correspondence.retractions.actions import purge_answer
from inquiries.file_exports import views
from inquiries.file_exports.actions import request_file_export
from inquiries.file_exports.models import FileExport
from inquiries.inquiries.models import Inquiry
from tests.inquiries.results import cases
from tests.worker import make_file, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(make_inquiry, ward_officer, officer, stranger, sakai, kushiro):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    cases.answer_with_files(inquiry, officer, "a.txt", "b.txt")
    cases.answer_with_files(inquiry, stranger, "c.txt")
    return inquiry


def names_in(export):
    (file,) = files_of(export)
    with file.content.open() as content, zipfile.ZipFile(content) as archive:
        return archive.namelist()


def test_many_files_are_offered_followed_and_fetched(browser, ward_officer, answered, monkeypatch):
    monkeypatch.setattr(views, "MOST_FILES", 1)
    client = browser(ward_officer)
    address = reverse("inquiries:result-zip", args=[answered.pk])
    page = client.get(address, {"prefecture": "大阪府"}).text
    assert "作成を始める" in page
    assert FileExport.objects.count() == 0
    query = "?prefecture=%E5%A4%A7%E9%98%AA%E5%BA%9C"
    assert f'name="query" value="{query}"' in page
    page_of_it = client.post(
        reverse("inquiries:file-export-create", args=[answered.pk]), {"query": query}
    ).url
    export = FileExport.objects.get()
    assert (page_of_it, export.total) == (export.get_absolute_url(), 3)
    assert "0 / 3件" in client.get(page_of_it).text
    assert names_in(make_file(export)) == [
        "271403_大阪府堺市_実施要領.txt",
        "271403_大阪府堺市_実施要領-2.txt",
        "目次.txt",
    ]
    file = files_of(export)[0]
    page = client.get(page_of_it).text
    assert f"/files/{file.pk}/" in page
    assert f"{reverse('inquiries:result-list', args=[answered.pk])}{query}" in page
    assert client.get(f"/files/{file.pk}/").getvalue().startswith(b"PK")
    verbs = AuditEntry.objects.filter(verb__startswith="inquiries.file_export")
    assert [line.verb.rpartition("_")[2] for line in verbs.order_by("pk")] == [
        "requested",
        "ready",
        "fetched",
    ]
    assert told(job="inquiries.file_export_finished") == {ward_officer.email}
    assert page_of_it in OutgoingMail.objects.get(purpose="inquiries.file_export_finished").body


def test_large_files_are_made_by_the_worker_and_few_are_sent_at_once(browser, ward_officer, answered):
    client = browser(ward_officer)
    address = reverse("inquiries:result-zip", args=[answered.pk])
    assert client.get(address).getvalue().startswith(b"PK")
    StoredFile.objects.filter(name="a.txt").update(size=views.MOST_BYTES)
    assert "作成を始める" in client.get(address).text
    assert client.get(address, {"prefecture": "北海道"}).getvalue().startswith(b"PK")


def test_one_at_a_time_and_a_second_press_is_the_same(browser, ward_officer, answered):
    client, address = browser(ward_officer), reverse("inquiries:file-export-create", args=[answered.pk])
    first, second = (client.post(address, {"query": ""}).url for _ in range(2))
    assert first == second
    other = client.post(address, {"query": "?state=answered"})
    assert other.status_code == 400
    assert FileExport.already_building() in other.text


def test_whom_the_results_are_no_longer_shown_gets_nothing(browser, ward_officer, stranger, answered):
    ready = make_file(request_file_export(inquiry=answered, query="", by=stranger))
    (file,) = files_of(ready)
    assert browser(ward_officer).get(file.get_absolute_url()).status_code == 404
    waiting = request_file_export(inquiry=answered, query="", by=stranger)
    withdraw(item=Inquiry.objects.get(pk=answered.pk), by=ward_officer, reason="中止です。")
    assert browser(stranger).get(file.get_absolute_url()).status_code == 404
    assert browser(stranger).get(ready.get_absolute_url()).status_code == 404
    assert make_file(waiting).reason == NO_LONGER
    assert not files_of(waiting)


def test_a_purged_answer_takes_the_zips_with_it(browser, ward_officer, officer, secretariat, answered):
    ready = make_file(request_file_export(inquiry=answered, query="", by=ward_officer))
    waiting = request_file_export(inquiry=answered, query="", by=ward_officer)
    purge_answer(
        answer=answered.answers.get(organization=officer.organization), by=secretariat, reason="氏名"
    )
    ready.refresh_from_db()
    assert (ready.state, files_of(ready)) == ("deleted", [])
    assert ERASED in browser(ward_officer).get(ready.get_absolute_url()).text
    assert make_file(waiting).state == "failed"
    again = make_file(request_file_export(inquiry=answered, query="", by=ward_officer))
    assert names_in(again) == ["012068_北海道釧路市_実施要領.txt", "目次.txt"]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "ready"}, "fileexport_finished_with_state"),
        ({"state": "ready", "finished_at": "2026-11-24T10:30+09:00"}, "fileexport_ready_expires"),
        ({}, "fileexport_one_at_a_time"),
    ],
)
def test_constraints_of_file_exports(ward_officer, answered, values, name):
    if name == "fileexport_one_at_a_time":
        request_file_export(inquiry=answered, query="", by=ward_officer)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FileExport.objects.create(inquiry=answered, requested_by=ward_officer, **values)
