"""The rows of common in /admin/: the secretariat reads and does its daily work, nobody else enters."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.audit_log.actions import record
from common.clock_runs.models import ClockFailure, ClockRun
from tests import sample_files

pytestmark = pytest.mark.django_db
MODELS = ["auditentry", "storedfile", "clockfailure", "clockrun"]
READ_ONLY = ["auditentry", "storedfile"]
QUERIES = {"auditentry": 10, "storedfile": 10}


def page(model, action="changelist", *args):
    return reverse(f"admin:common_{model}_{action}", args=args)


@pytest.fixture
def one_of_each(sakai, officer):
    stored = store_upload(SimpleUploadedFile("計画.pdf", sample_files.pdf()), by=officer)
    attach_files([stored], to=sakai)
    return {
        "auditentry": record(by=officer, verb="x.done", obj=sakai, n=1),
        "storedfile": stored,
        "clockfailure": ClockFailure.objects.create(name="common.nightly_cleanup", error="OSError: disk"),
        "clockrun": ClockRun.objects.create(name="common.nightly_cleanup", due_at=timezone.now()),
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
    for _ in range(2):
        record(by=officer, verb="x.done", obj=sakai)
        attach_files([store_upload(SimpleUploadedFile("b.pdf", sample_files.pdf()), by=officer)], to=sakai)
    with django_assert_num_queries(QUERIES[model]):
        assert client.get(page(model)).status_code == 200
