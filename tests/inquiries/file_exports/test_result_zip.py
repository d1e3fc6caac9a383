"""All files of the answers in one ZIP: whose, under which names, and how large."""

import io
import zipfile

import pytest
from django.urls import reverse

from common.attachments import zip_files
from common.attachments.models import StoredFile
from common.audit_log.models import AuditEntry
from inquiries.answers.models import AnswerValue
from inquiries.questions.models import Question
from tests.inquiries.results import cases

pytestmark = pytest.mark.django_db


def url(inquiry, query=""):
    return reverse("inquiries:result-zip", args=[inquiry.pk]) + query


def status_of(client, file):
    response = client.get(file.get_absolute_url())
    _ = list(response) if response.streaming else None  # to its end: that closes the file
    return response.status_code


def names_in(response):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    return archive.namelist()


def test_names_are_code_organisation_question(
    browser, make_inquiry, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    cases.answer_with_files(inquiry, officer, "要領.txt", "要領.txt", "CON.csv")
    cases.answer_with_files(inquiry, stranger, "x.txt")
    assert names_in(browser(ward_officer).get(url(inquiry))) == [
        "012068_北海道釧路市_実施要領.txt",
        "271403_大阪府堺市_実施要領.txt",
        "271403_大阪府堺市_実施要領-2.txt",
        "271403_大阪府堺市_実施要領.csv",
        "目次.txt",
    ]
    assert AuditEntry.objects.get(verb="inquiries.files_taken").facts == {"files": 4}


def test_names_are_safe_and_short_whatever_the_question_says(
    browser, make_inquiry, ward_officer, make_organization, make_user
):
    body = make_organization("協議会/\\..:連合" + "あ" * 40, kind="association", prefecture="大阪府")
    person = make_user("body@city.example", body)
    label = '../../etc/passwd "資料" ' + "長" * 100
    questions = [
        {"kind": Question.Kind.TEXT, "label": "一"},
        {"kind": Question.Kind.FILE, "label": label, "required": False},
    ]
    inquiry = make_inquiry(ward_officer, [body], questions=questions)
    cases.answer_with_files(inquiry, person, "a.txt", "b.txt")
    first, second, _ = names_in(browser(ward_officer).get(url(inquiry)))
    assert first.startswith(f"{body.pk}_協議会__")
    assert second.endswith("-2.txt")
    assert not set(first + second) & set('/\\:"')
    assert len(first.encode()) <= 255


def test_only_files_that_he_may_see_are_taken(
    browser, make_inquiry, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    cases.answer_with_files(inquiry, stranger, "x.txt")
    cases.draft_with_file(inquiry, officer)
    for person in (ward_officer, stranger, officer):  # not even their own draft
        assert names_in(browser(person).get(url(inquiry))) == ["012068_北海道釧路市_実施要領.txt", "目次.txt"]


def test_a_file_of_an_answer_is_opened_by_whom_the_results_are_shown(
    browser, make_inquiry, ward_officer, officer, stranger, sakai, kushiro
):
    shown = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    hidden = make_inquiry(ward_officer, [sakai, kushiro], results_shown="counts")
    for inquiry, status in ((shown, 200), (hidden, 404)):
        answer = cases.answer_with_files(inquiry, officer, "x.txt")
        value = AnswerValue.objects.get(answer=answer, question__kind="file")
        file = StoredFile.objects.get(owner_id=value.pk)
        assert status_of(browser(stranger), file) == status
        assert status_of(browser(ward_officer), file) == 200


def test_too_large_is_said_with_a_way_out(
    browser, make_inquiry, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    cases.answer_with_files(inquiry, officer, "large.txt")
    cases.answer_with_files(inquiry, stranger, "small.txt")
    StoredFile.objects.filter(name="large.txt").update(size=zip_files.MAX_BYTES)
    client = browser(ward_officer)
    response = client.get(url(inquiry))
    assert response.status_code == 413
    assert "絞り込み" in response.content.decode()
    assert len(names_in(client.get(url(inquiry, "?prefecture=北海道")))) == 2


def test_a_file_whose_content_is_gone_is_named_in_the_index(
    browser, make_inquiry, ward_officer, officer, sakai
):
    inquiry = make_inquiry(ward_officer, [sakai])
    cases.answer_with_files(inquiry, officer, "gone.txt")
    file = StoredFile.objects.get(name="gone.txt")
    file.content.storage.delete(file.content.name)
    response = browser(ward_officer).get(url(inquiry))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.namelist() == ["目次.txt"]
    assert "保管場所に見つからない" in archive.read("目次.txt").decode("utf-8-sig")
