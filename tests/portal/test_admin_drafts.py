"""What an organisation has not sent yet is read nowhere in /admin/: no title, text, note or file name."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board.drafts.actions import discard_topic, draft_topic
from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from correspondence.drafts.actions import discard_draft
from correspondence.sending.actions import ask_approval
from inquiries.drafts.actions import draft_inquiry
from inquiries.sending.models import ApprovalRule
from pamphlets.drafts.actions import draft_pamphlet
from tests import sample_files
from tests.board.conftest import VALUES
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
SECRET = "秘密下書"


def upload(by, number):
    return store_upload(SimpleUploadedFile(f"{SECRET}{number}.pdf", sample_files.pdf()), by=by)


@pytest.fixture
def drafts(officer, ward_officer, make_user):
    """Drafts of two organisations in every room, with files; one asks for approval, some are gone."""
    clerk = make_user("clerk@city.example", ward_officer.organization, "江東 八子", "officer")
    values = {"title": f"{SECRET}の件", "description": f"{SECRET}です。", "body": f"{SECRET}です。"}
    topics = [draft_topic(by=officer, kind="proposal", values=VALUES["proposal"] | {
        "title": values["title"], "body": values["body"]}) for _ in range(2)]  # fmt: skip
    asked = {name: values[name] for name in ("title", "description")}
    pamphlets = [draft_pamphlet(by=officer, values=asked, files=[upload(officer, 1)]) for _ in range(2)]
    inquiries = [draft_inquiry(by=clerk, values=asked | {"reach": "all"}) for _ in range(3)]
    attach_files([upload(officer, 2)], to=topics[0])
    attach_files([upload(clerk, 3)], to=inquiries[0])
    upload(officer, 4)  # chosen in a form that is not saved yet
    ApprovalRule.objects.create(organization=ward_officer.organization, needs_approval=True)
    ask_approval(item=inquiries[1], by=clerk, version=1, note=f"{SECRET}を見てください。")
    discard_topic(topic=topics[1], by=officer)
    discard_draft(item=pamphlets[1], by=officer)
    discard_draft(item=inquiries[2], by=clerk)
    write_mails()
    assert OutgoingMail.objects.filter(subject__contains=SECRET).exists()
    assert AuditEntry.objects.filter(object_name__contains=SECRET).exists()
    return [topics[0], pamphlets[0], *inquiries[:2]]


def shown(client, path) -> str:
    response = client.get(path, follow=True)
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_no_list_and_no_search_names_a_draft(browser, secretariat, drafts):
    client = browser(secretariat)
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for query in ("", f"?{urlencode({'q': SECRET})}", "?all=", "?o=1.2.3"):
            page = shown(client, path + query).replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
            assert SECRET not in page, path + query
            if query.startswith("?q=") and admin.site._registry[model].search_fields:
                # nor says that one is there
                assert "/change/" not in page.partition("result_list")[2], path


def test_no_page_of_a_row_names_a_draft(browser, secretariat, drafts):
    """Every row of every table, by its number: change, history and delete pages; and what is offered."""
    client = browser(secretariat)
    for model in admin.site._registry:
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        for row in model._base_manager.order_by("-pk")[:40]:
            for action in ("change", "history", "delete"):
                path = reverse(names + action, args=[row.pk])
                assert SECRET not in shown(client, path), path
        for field in model._meta.get_fields():
            if field.is_relation:
                asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
                asked |= {"field_name": field.name, "term": SECRET}
                assert SECRET not in shown(client, reverse("admin:autocomplete") + f"?{urlencode(asked)}")


def test_what_was_chosen_by_its_number_is_not_read_either(browser, secretariat, drafts):
    client = browser(secretariat)
    for path, rows in (
        ("/admin/common/storedfile/", StoredFile.objects.all()),
        ("/admin/board/topic/", drafts[:1]),
    ):
        for action in ("send_again", "close", "hide", "delete_selected"):
            chosen = {"action": action, "_selected_action": [row.pk for row in rows], "reason": "x"}
            assert SECRET not in client.post(path, chosen, follow=True).content.decode()


def test_own_drafts_and_what_was_sent_are_read(browser, secretariat, officer):
    own = draft_topic(by=secretariat, kind="notice", values=VALUES["notice"] | {"title": f"{SECRET}の件"})
    attach_files([upload(secretariat, 1)], to=own)
    client = browser(secretariat)
    assert SECRET in shown(client, "/admin/common/auditentry/")
    assert SECRET in shown(client, "/admin/common/storedfile/")
