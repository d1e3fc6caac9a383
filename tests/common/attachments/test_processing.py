"""What the worker finds in attachments, and how the search comes to know it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common.attachments import processing, thumbnails
from common.attachments.actions import attach_files, store_upload
from common.attachments.models import FileText, StoredFile
from common.attachments.search import refresh_owner
from common.attachments.tasks import process_file, process_missed_files
from common.sandbox import documents
from common.search import actions
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from news.announcements.models import Announcement
from news.issues.models import NewsIssue
from tests import sample_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def announcement(secretariat):
    now = timezone.now()
    return Announcement.objects.create(
        title="説明会のお知らせ",
        body="ご参加ください。",
        state="published",
        published_at=now,
        published_by=secretariat,
    )


@pytest.fixture
def attach(announcement):
    def make(name, content, to=announcement):
        stored = store_upload(sample_files.upload(name, content), by=None)
        attach_files([stored], to=to)
        return stored

    return make


def state_of(stored):
    text = FileText.objects.get(file=stored)
    return text.state, text.text, text.reason


def places(q):
    return [row.place for row in search_texts(q, audiences=["public"]).rows]


def test_a_file_waits_is_read_and_its_owner_is_found_by_it(announcement, attach):
    stored = attach("実施要項.docx", sample_files.real_docx("集合場所は文化会館です。"))
    assert state_of(stored) == ("waiting", "", "")
    process_file(str(stored.pk))
    assert state_of(stored)[:2] == ("read", "集合場所は文化会館です。")
    job = ProcrastinateJob.objects.get(task_name=actions.REFRESH_TASK)
    assert job.args == {"model": "news.announcement", "pk": announcement.pk}
    refresh_index_now(announcement)
    assert places("文化会館") == ["添付ファイル「実施要項.docx」"]
    assert places("実施要項") == ["添付ファイル「実施要項.docx」"]
    assert places("説明会") == ["件名"]
    assert places("参加") == ["本文"]
    assert places("説明会　文化会館") == ["件名、添付ファイル「実施要項.docx」"]


def test_a_pdf_gets_its_first_page_and_its_text(visitor, attach):
    stored = attach("guide.pdf", sample_files.page("Exhibition"))
    assert stored.small_size is None
    process_file(str(stored.pk))
    stored.refresh_from_db()
    assert stored.small_size == (320, 453)
    assert state_of(stored)[:2] == ("read", "Exhibition")
    response = visitor.get(f"/files/{stored.pk}/w320/")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response.getvalue()[8:12] == b"WEBP"
    whole = visitor.get(f"/files/{stored.pk}/")
    assert whole["Content-Disposition"].startswith("attachment")
    assert whole.getvalue().startswith(b"%PDF")
    process_file(str(stored.pk))  # again: nothing changes
    assert state_of(stored)[:2] == ("read", "Exhibition")


def test_a_pdf_without_text_says_so(attach):
    stored = attach("scan.pdf", sample_files.pdf())
    processing.process(stored)
    assert state_of(stored) == ("unreadable", "", processing.NO_TEXT)
    assert stored.small_size == (320, 414)


def test_a_picture_is_drawn_and_has_no_text(attach):
    stored = attach("景色.jpg", sample_files.picture(size=(1600, 800)))
    processing.process(stored)
    assert state_of(stored) == ("read", "", "")
    assert stored.content.storage.exists(thumbnails.path_of(stored, 320))


def test_a_file_that_cannot_be_opened_or_is_gone_says_why(attach, monkeypatch):
    broken = attach("要項.docx", sample_files.docx(**{"word/document.xml": "<w"}))
    process_file(str(broken.pk))
    assert state_of(broken)[0] == "unreadable"
    assert "読み取れませんでした" in state_of(broken)[2]
    gone = attach("計画.xlsx", sample_files.filled_xlsx(["予算"]))
    gone.content.storage.delete(gone.content.name)
    process_file(str(gone.pk))
    assert state_of(gone)[2] == processing.GONE


def test_a_first_page_that_crashes_leaves_the_text(attach, monkeypatch):
    stored = attach("guide.pdf", sample_files.page("Exhibition"))

    def crash(*args, **kwargs):
        raise documents.DocumentUnreadable("だめでした。")

    monkeypatch.setattr(documents, "draw_first_page", crash)
    processing.process(stored)
    assert state_of(stored)[:2] == ("read", "Exhibition")
    assert stored.small_size is None


def test_text_is_cleaned_of_what_may_mislead(attach):
    stored = attach("覚え.txt", "安全\u202eな\u0085文字\u200b".encode())
    processing.process(stored)
    assert state_of(stored)[1] == "安全な\n文字"


def test_files_of_before_and_lost_jobs_are_asked_for_again(attach, capsys):
    old, lost, _ = (attach(f"{n}.txt", f"文{n}".encode()) for n in range(3))
    FileText.objects.filter(file=old).delete()
    long_ago = timezone.now() - datetime.timedelta(hours=3)
    FileText.objects.filter(file=lost).update(asked_at=long_ago)
    ProcrastinateJob.objects.all().delete()
    call_command("read_files")
    asked = {job.args["pk"] for job in ProcrastinateJob.objects.filter(task_name=processing.PROCESS_TASK)}
    assert asked == {str(old.pk), str(lost.pk)}
    assert capsys.readouterr().out.strip() == "2"
    process_missed_files(now=timezone.now())
    assert ProcrastinateJob.objects.filter(task_name=processing.PROCESS_TASK).count() == 2
    store_upload(sample_files.upload("だれの.txt", b"x"), by=None)  # of a form that is not finished
    assert processing.request_missed_processing() == 0


def test_a_file_whose_owner_is_gone_refreshes_nothing(announcement, attach):
    stored = attach("覚え.txt", b"abc")
    Announcement.objects.filter(pk=announcement.pk).delete()
    ProcrastinateJob.objects.all().delete()
    process_file(str(stored.pk))
    refresh_owner(StoredFile(name="x"))
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "read"},
        {"state": "waiting", "text": "あ"},
        {"state": "unreadable", "read_at": timezone.now()},
        {"state": "waiting", "reason": "だめ"},
    ],
)
def test_constraints(attach, wrong):
    stored = attach("覚え.txt", b"abc")
    FileText.objects.all().delete()
    text = FileText(file=stored, asked_at=timezone.now(), **wrong)
    with pytest.raises(ValidationError, match="必要です"):
        text.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        text.save()


def test_a_drawn_first_page_shows_on_the_kept_page_of_a_publication(visitor, announcement, attach):
    stored = attach("guide.pdf", sample_files.page("Exhibition"))
    address = announcement.get_absolute_url()
    before = visitor.get(address)
    assert "files__picture" not in before.content.decode()
    process_file(str(stored.pk))
    assert (
        "files__picture" in visitor.get(address, headers={"if-none-match": before["ETag"]}).content.decode()
    )


def test_the_secretariat_describes_pictures_of_publications(browser, officer, secretariat):
    stored = store_upload(sample_files.upload("景色.jpg", sample_files.picture()), by=None)
    issue = NewsIssue.objects.create(volume=13, source="試験")
    attach_files([stored], to=issue)
    change = "/news/issues/13/desk/"
    address = "/news/issues/13/files/"
    client = browser(secretariat)
    assert address in client.get(change).content.decode()
    assert client.get(address).status_code == 200
    assert client.get("/news/issues/99/files/").status_code == 404
    answer = client.post(address, {f"alt_{stored.pk.hex}": "港の朝"})
    assert answer["Location"] == change
    stored.refresh_from_db()
    assert stored.alt == "港の朝"
    assert browser(officer).post(address, {f"alt_{stored.pk.hex}": "だめ"}).status_code == 403
    stored.refresh_from_db()
    assert stored.alt == "港の朝"
