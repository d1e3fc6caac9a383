"""Letters and labels as PDF: asked for, drawn by the worker within bounds, offered, deleted."""

import datetime

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common import japanese_calendar, pdf
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.prepared_files.actions import MAKE_TASK, failed
from common.refusals import ActionRefused
from pamphlets.answers.models import WardAnswer
from pamphlets.shipping_papers import tasks, views
from pamphlets.shipping_papers.actions import request_shipping_paper
from pamphlets.shipping_papers.models import ShippingPaper
from tests.pdf import needs_pdf
from tests.worker import by_clock, make_file

QUERY = "kind=letter&number=8堺企第１号&date=令和8年2月28日"


@pytest.fixture
def paper(addressed, officer):
    return request_shipping_paper(pamphlet=addressed, kind="letter", query=QUERY, by=officer)


@needs_pdf
@pytest.mark.parametrize(("kind", "pages"), [("letter", 2), ("packing", 2), ("labels", 1), ("label", 1)])
def test_the_worker_draws_what_the_form_asked_for(browser, officer, colleague, addressed, kind, pages):
    client, typed = browser(officer), {"kind": kind, "date": "令和8年2月28日", "as": "pdf"}
    url = client.post(f"/board/pamphlets/{addressed.pk}/papers/make/", typed).url
    assert "PDFを作成しています" in client.get(url).content.decode()
    paper = make_file(ShippingPaper.objects.get())
    (file,) = files_of(paper)
    with file.content.open() as content, pypdfium2.PdfDocument(content.read()) as document:
        assert len(document) == pages
        assert "江東区" in "".join(page.get_textpage().get_text_range() for page in document)
    page = client.get(url).content.decode()
    assert f"/files/{file.pk}/" in page
    assert client.get(f"/files/{file.pk}/").getvalue().startswith(b"%PDF")
    for other in (browser(colleague), browser(WardAnswer.objects.first().answered_by)):
        assert other.get(url).status_code == 404
        assert other.get(f"/files/{file.pk}/").status_code == 404
    verbs = AuditEntry.objects.filter(verb__startswith="pamphlets.shipping_paper").values_list(
        "verb", flat=True
    )
    assert {verb.rpartition("_")[2] for verb in verbs} == {"requested", "ready", "fetched"}


def test_the_print_button_leads_to_the_page(browser, officer, addressed):
    typed = {"kind": "letter", "number": "１号", "date": "令和8年2月28日"}
    answer = browser(officer).post(f"/board/pamphlets/{addressed.pk}/papers/make/", typed, follow=True)
    assert "江東区 企画課長 様" in answer.content.decode()
    assert 'value="１号"' in answer.content.decode()
    assert not ShippingPaper.objects.exists()


def test_asked_for_twice_it_is_one_and_another_waits(addressed, officer, paper):
    assert request_shipping_paper(pamphlet=addressed, kind="letter", query=QUERY, by=officer) == paper
    with pytest.raises(ActionRefused, match="作成中の書類"):
        request_shipping_paper(pamphlet=addressed, kind="labels", query="kind=labels", by=officer)
    assert ProcrastinateJob.objects.filter(task_name=MAKE_TASK).count() == 1


def test_a_refusal_is_said_in_the_form(browser, officer, addressed, paper, monkeypatch):
    monkeypatch.setattr(views, "pdf_is_available", lambda: True)
    typed = {"kind": "labels", "date": "令和8年2月28日", "as": "pdf"}
    answer = browser(officer).post(f"/board/pamphlets/{addressed.pk}/papers/make/", typed)
    assert answer.status_code == 400
    assert ShippingPaper.already_building() in answer.content.decode()


@pytest.mark.parametrize("ended", ["withdrawn", "declined", "too much", "no library"])
def test_what_cannot_be_drawn_says_why(browser, officer, addressed, paper, monkeypatch, ended):
    if ended == "withdrawn":
        monkeypatch.setattr(tasks.rules, "can_dispatch_copies", lambda by, pamphlet: False)
    elif ended == "declined":
        ShippingPaper.objects.update(query=f"{QUERY}&wards=0")
    elif ended == "too much":
        monkeypatch.setattr(pdf, "pdf_is_available", lambda: True)
        monkeypatch.setattr(pdf, "MAX_HTML", 10)
    else:
        monkeypatch.setattr(pdf, "pdf_is_available", lambda: False)
    make_file(paper)
    assert paper.state == "failed"
    assert paper.reason in browser(officer).get(paper.get_absolute_url()).content.decode()
    monkeypatch.undo()


def test_a_fault_ends_it_and_another_can_be_asked_for(addressed, officer, paper, monkeypatch):
    monkeypatch.setattr(tasks, "_html", lambda paper: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_file(paper)
    paper.refresh_from_db()
    assert (paper.state, paper.reason) == ("failed", failed(paper))
    again = request_shipping_paper(pamphlet=addressed, kind="letter", query=QUERY, by=officer)
    assert by_clock("pamphlets.fail_lost_shippingpaper") == 0
    ShippingPaper.objects.filter(pk=again.pk).update(
        requested_at=timezone.now() - datetime.timedelta(hours=2)
    )
    assert by_clock("pamphlets.fail_lost_shippingpaper") == 1


@needs_pdf
def test_it_is_deleted_after_its_days(browser, officer, paper):
    make_file(paper)
    assert by_clock("pamphlets.delete_expired_shippingpaper") == 0
    ShippingPaper.objects.update(expires_on=japanese_calendar.today() - datetime.timedelta(days=1))
    assert by_clock("pamphlets.delete_expired_shippingpaper") == 1
    assert files_of(paper) == []
    assert "削除しました" in browser(officer).get(paper.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "ready"}, "shippingpaper_finished_with_state"),
        ({"state": "ready", "finished_at": timezone.now()}, "shippingpaper_ready_expires"),
        ({}, "shippingpaper_one_at_a_time"),
    ],
)
def test_constraints_of_papers(addressed, officer, paper, values, name):
    if name != "shippingpaper_one_at_a_time":
        ShippingPaper.objects.update(state="stopped", finished_at=timezone.now())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ShippingPaper.objects.create(pamphlet=addressed, kind="letter", requested_by=officer, **values)
