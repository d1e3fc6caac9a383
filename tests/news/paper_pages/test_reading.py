"""The PDF of an issue is read by the worker, page by page; what cannot be read says so."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.sandbox import documents
from common.uploads import kinds
from news.issues.models import NewsIssue
from news.paper_pages import actions
from news.paper_pages.models import MAX_PAGES, PaperPage, PaperReading
from tests import sample_files
from tests.news.paper_pages.papers import TWO_COLUMNS
from tests.worker import by_clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = "/news/issues/13/pages/"


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def with_paper(issue, content, *, pages=1):
    """Give the issue this PDF unchecked, as it may lie in the storage."""
    file = store_generated_file(io.BytesIO(content), name="紙面.pdf", kind=kinds.PDF, by=None)
    StoredFile.objects.filter(pk=file.pk).update(pages=pages)
    attach_files([file], to=issue)
    return file


def read(issue, by):
    """The reading after the worker did its job, twice."""
    row = actions.request_reading(issue=issue, by=by)
    for _ in range(2):
        actions.read_paper(row.pk)
    row.refresh_from_db()
    return row


def test_each_page_is_proposed_with_its_picture(client, clients, visitor, secretariat, make_issue):
    issue = make_issue(13, draft=True)
    content = sample_files.newsletter(*TWO_COLUMNS, pages=2)
    client.post("/news/issues/13/edit/", {"volume": "13", "source": "紙面", "files": _upload(content)})
    assert "2ページ" in client.get(AT).text
    assert client.post(f"{AT}read/")["Location"] == AT
    client.post(f"{AT}read/")  # pressed twice
    job = ProcrastinateJob.objects.get(task_name=actions.READ_TASK)
    assert "進み具合を更新する" in client.get(AT).text
    assert client.get(f"{AT}1/").status_code == 404
    actions.read_paper(**job.args)
    reading = PaperReading.objects.get()
    assert (reading.done, reading.reason, reading.is_unfinished) == (2, "", False)
    first, second = reading.pages.all()
    assert first.blocks == second.blocks
    assert first.blocks[0] == {"role": "headline", "text": TWO_COLUMNS[0][3]}
    (picture,) = files_of(first)
    with Image.open(io.BytesIO(client.get(picture.get_absolute_url()).getvalue())) as drawn:
        assert drawn.size == (picture.width, picture.height) == (1413, 2000) or drawn.size == (1414, 2000)
    for other in (visitor, clients["officer"], clients["ward_officer"]):
        assert other.get(picture.get_absolute_url()).status_code in (302, 404)
    page = client.get(f"{AT}1/").text
    assert TWO_COLUMNS[0][3] in page
    assert picture.get_absolute_url() in page
    assert [entry.verb for entry in entries_of(issue)][:1] == ["news.paper_reading_requested"]


def _upload(content):
    return SimpleUploadedFile("紙面.pdf", content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (sample_files.pdf(1), "文字の情報がありません"),
        (sample_files.newsletter((40, 60, 12, "鍵"))[:300], "どのページも読み取れません"),
        (b"%PDF-1.7 rubbish", "どのページも読み取れません"),
        (
            sample_files.pdf(1, encryption=pikepdf.Encryption(owner="a", user="b")),
            "どのページも読み取れません",
        ),
    ],
)
def test_what_holds_no_text_or_is_broken_says_so(client, secretariat, make_issue, content, told):
    issue = make_issue(13, draft=True)
    with_paper(issue, content)
    row = read(issue, secretariat)
    page = client.get(f"{AT}1/")
    assert told in f"{row.reason} {page.text}"
    assert page.status_code == 200
    assert 'name="text"' in page.text  # the editor types
    assert client.get(AT).status_code == 200


def test_a_reader_that_hangs_is_ended_and_the_next_page_is_read(secretariat, make_issue, monkeypatch):
    issue = make_issue(13, draft=True)
    with_paper(issue, sample_files.newsletter((40, 60, 12, "読める文章です。"), pages=2), pages=2)
    ask, asked = documents.read_page, []

    def slow(content, number, *, seconds):
        asked.append(number)
        return ask(content, number, seconds=0.01 if number == 1 else seconds)

    monkeypatch.setattr(documents, "read_page", slow)
    row = read(issue, secretariat)
    assert asked == [1, 2]
    assert row.reason == ""
    first, second = row.pages.all()
    assert "時間内に" in first.reason
    assert (first.blocks, files_of(first)) == ([], [])
    assert second.blocks == [{"role": "body", "text": "読める文章です。"}]


def test_all_pages_together_have_their_time(secretariat, make_issue, monkeypatch):
    monkeypatch.setattr(actions, "READING_SECONDS", 0)
    issue = make_issue(13, draft=True)
    with_paper(issue, sample_files.newsletter((40, 60, 12, "文章です。")))
    row = read(issue, secretariat)
    assert "時間内に" in row.pages.get().reason


@pytest.mark.parametrize(("pages", "is_read"), [(MAX_PAGES, True), (MAX_PAGES + 1, False), (200, False)])
def test_a_long_pdf_is_refused_with_the_limit(client, make_issue, pages, is_read):
    with_paper(make_issue(13, draft=True), sample_files.pdf(1), pages=pages)
    text = client.post(f"{AT}read/", follow=True).text
    assert (f"読み取れるのは{MAX_PAGES}ページまで" in text) is not is_read
    assert PaperReading.objects.exists() is is_read


def test_an_issue_without_a_pdf_says_what_to_do(client, make_issue):
    make_issue(13, draft=True)
    assert "PDFを添付してください" in client.get(AT).text
    assert "PDFを添付してください" in client.post(f"{AT}read/", follow=True).text
    for path in (f"{AT}1/", f"{AT}99999999999/", "/news/issues/14/pages/", "/news/issues/14/pages/1/"):
        assert client.get(path).status_code == 404


def test_a_pdf_that_was_removed_meanwhile_ends_it(secretariat, make_issue):
    issue = make_issue(13, draft=True)
    file = with_paper(issue, sample_files.pdf(1))
    row = actions.request_reading(issue=issue, by=secretariat)
    discard_files([file])
    actions.read_paper(row.pk)
    row.refresh_from_db()
    assert "削除されました" in row.reason


def test_read_again_it_begins_anew(client, secretariat, make_issue):
    issue = make_issue(13, draft=True)
    with_paper(issue, sample_files.newsletter((40, 60, 12, "文章です。")))
    first = read(issue, secretariat)
    pictures = [file.pk for page in first.pages.all() for file in files_of(page)]
    first.pages.update(blocks=[])
    second = read(issue, secretariat)
    assert second.pk != first.pk
    assert second.pages.get().blocks == [{"role": "body", "text": "文章です。"}]
    assert not StoredFile.objects.filter(pk__in=pictures).exists()
    actions.read_paper(first.pk)  # a job of before finds nothing


@pytest.mark.parametrize("how", ["publish", "delete", "pages/delete"])
def test_what_was_read_goes_when_the_issue_is_published_deleted_or_on_command(
    client, secretariat, make_issue, how
):
    issue = make_issue(13, draft=True, topics="内容")
    with_paper(issue, sample_files.newsletter((40, 60, 12, "文章です。")))
    pages = list(read(issue, secretariat).pages.all())
    pictures = [file.pk for page in pages for file in files_of(page)]
    client.post(f"/news/issues/13/{how}/")
    assert not PaperPage.objects.exists()
    assert not StoredFile.objects.filter(pk__in=pictures).exists()
    assert NewsIssue.objects.exists() is (how != "delete")


def test_a_lost_job_ends_by_the_clock(secretariat, make_issue):
    issue = make_issue(13, draft=True)
    with_paper(issue, sample_files.pdf(1))
    row = actions.request_reading(issue=issue, by=secretariat)
    assert by_clock("news.fail_lost_paperreading") == 0
    PaperReading.objects.update(requested_at=row.requested_at - datetime.timedelta(hours=2))
    assert by_clock("news.fail_lost_paperreading") == 1
    row.refresh_from_db()
    assert "もう一度読み取ってください" in row.reason


@pytest.mark.parametrize("number", [1, 0])
def test_a_page_has_one_number(make_issue, number):
    reading = PaperReading.objects.create(issue=make_issue(13))
    reading.pages.create(number=1)
    with pytest.raises(IntegrityError, match="paperpage_number"), transaction.atomic():
        reading.pages.create(number=number)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_pages_needs_few_queries(client, make_issue, number, django_assert_num_queries):
    reading = PaperReading.objects.create(issue=make_issue(13), finished_at="2026-11-01T10:00+09:00")
    for page in range(number):
        reading.pages.create(number=page + 1)
    client.get(AT)
    with django_assert_num_queries(8):
        client.get(AT)
