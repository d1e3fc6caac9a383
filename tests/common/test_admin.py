"""The rows of common in /admin/: the secretariat reads and does its daily work, nobody else enters."""

import pytest
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.audit_log.actions import record
from common.audit_log.models import AuditEntry
from common.clock_runs.models import ClockFailure, ClockRun
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from common.search.models import LookBehind, Synonym
from tests import sample_files
from tests.mails import send_mail

pytestmark = pytest.mark.django_db
MAIL = {"to": "a@city.example", "subject": "件名", "body": "本文", "purpose": "test"}
MODELS = ["outgoingmail", "auditentry", "storedfile", "synonym", "lookbehind", "clockfailure", "clockrun"]
READ_ONLY = ["outgoingmail", "auditentry", "storedfile"]
QUERIES = {"outgoingmail": 9, "auditentry": 10, "storedfile": 10}


def page(model, action="changelist", *args):
    return reverse(f"admin:common_{model}_{action}", args=args)


@pytest.fixture
def one_of_each(sakai, officer):
    stored = store_upload(SimpleUploadedFile("計画.pdf", sample_files.pdf()), by=officer)
    attach_files([stored], to=sakai)
    return {
        "outgoingmail": send_mail(key="a", **MAIL),
        "auditentry": record(by=officer, verb="x.done", obj=sakai, n=1),
        "storedfile": stored,
        "synonym": Synonym.objects.create(term="海老", means="えび"),
        "clockfailure": ClockFailure.objects.create(name="common.nightly_cleanup", error="OSError: disk"),
        "clockrun": ClockRun.objects.create(name="common.nightly_cleanup", due_at=timezone.now()),
        "lookbehind": LookBehind.objects.create(term="広島", not_after="北"),
    }


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_for_the_secretariat_only(browser, visitor, officer, ward_officer, secretariat, model):
    assert browser(secretariat).get(page(model)).status_code == 200
    for other in (visitor, browser(officer), browser(ward_officer)):
        assert other.get(page(model)).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_rows_and_searches_open(browser, secretariat, one_of_each, model):
    client = browser(secretariat)
    assert client.get(page(model, "change", one_of_each[model].pk)).status_code == 200
    assert client.get(page(model), {"q": "計画"}).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_nobody_writes_what_the_site_writes(browser, secretariat, one_of_each, model):
    client, pk = browser(secretariat), one_of_each[model].pk
    assert client.post(page(model, "add"), {}).status_code == 403
    assert client.post(page(model, "change", pk), {"subject": "別"}).status_code == 403
    assert client.post(page(model, "delete", pk), {"post": "yes"}).status_code == 403
    assert type(one_of_each[model]).objects.filter(pk=pk).exists()


@pytest.mark.parametrize("model", READ_ONLY)
def test_lists_cost_the_same_for_one_and_three_rows(
    browser, secretariat, officer, sakai, one_of_each, model, django_assert_num_queries
):
    client = browser(secretariat)
    client.get(page(model))  # content types are remembered from now on
    with django_assert_num_queries(QUERIES[model]):
        assert client.get(page(model)).status_code == 200
    for i in range(2):
        record(by=officer, verb="x.done", obj=sakai)
        send_mail(key=f"k{i}", **MAIL)
        attach_files([store_upload(SimpleUploadedFile("b.pdf", sample_files.pdf()), by=officer)], to=sakai)
    with django_assert_num_queries(QUERIES[model]):
        assert client.get(page(model)).status_code == 200


@pytest.mark.parametrize(("model", "second"), [("synonym", "means"), ("lookbehind", "not_after")])
def test_search_words_are_edited(browser, secretariat, officer, one_of_each, model, second):
    client, kind = browser(secretariat), type(one_of_each[model])
    response = client.post(page(model, "add"), {"term": "鯨", second: "く"})
    assert response.status_code == 302
    made = kind.objects.get(term="鯨")
    assert made.norm == "鯨"
    twice = client.post(page(model, "add"), {"term": "鯨", second: "く"})
    assert "同じ組み合わせが登録されています。" in twice.content.decode()
    client.post(page(model, "change", made.pk), {"term": "くじら", second: "く"})
    made.refresh_from_db()
    assert made.norm == "クジラ"
    assert client.post(page(model, "delete", made.pk), {"post": "yes"}).status_code == 302
    assert not kind.objects.filter(pk=made.pk).exists()
    assert browser(officer).post(page(model, "add"), {"term": "鯨", second: "く"}).status_code == 302
    assert not kind.objects.filter(term="鯨").exists()


def test_failed_mail_is_sent_again(browser, secretariat, officer):
    failed = send_mail(key="a", **MAIL)
    OutgoingMail.objects.update(state="failed", tries=10)
    queued = send_mail(key="b", **MAIL)
    chosen = {"action": "send_again", "_selected_action": [failed.pk, queued.pk]}
    assert browser(officer).post(page("outgoingmail"), chosen).status_code == 302
    failed.refresh_from_db()
    assert failed.state == "failed"
    response = browser(secretariat).post(page("outgoingmail"), chosen, follow=True)
    assert "1件のメールをもう一度送ります。(1件は" in response.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("queued", 0)
    assert AuditEntry.objects.get().by == secretariat
    delivery.deliver(failed)
    assert len(outbox.outbox) == 1


def test_mail_states_are_filtered(browser, secretariat):
    send_mail(key="a", **MAIL)
    OutgoingMail.objects.update(state="failed")
    client = browser(secretariat)
    assert "a@city.example" in client.get(page("outgoingmail"), {"state__exact": "failed"}).content.decode()
    assert "a@city.example" not in client.get(page("outgoingmail"), {"state__exact": "sent"}).content.decode()


def test_mail_shows_no_code_and_no_key_of_a_link(browser, secretariat):
    key = "kq3R_9-xYz0123456789abcdefghij"
    mail = OutgoingMail.objects.create(
        key="veil",
        purpose="members.user_invited",
        to="new@city.example",
        subject="ご案内",
        body=f"受付番号 1234-5678\n確認コード  482 913\nコード 730514\nhttp://127.0.0.1:8000/members/proof/{key}/\n\nQX4T-9PLM\n",
    )
    shown = browser(secretariat).get(page("outgoingmail", "change", mail.pk)).content.decode()
    assert "1234-5678" in shown
    for secret in (key, "482 913", "730514", "QX4T-9PLM"):
        assert secret not in shown
