"""A line of an inquiry's history is taken back; what the secretariat purges is nowhere."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from common.audit_log.models import AuditEntry
from common.outbox.delivery import deliver
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from correspondence.retractions.actions import purge_answer, purge_request, retract_step
from inquiries.questions.actions import change_questions
from inquiries.steps.emails import InquiryChanged
from inquiries.steps.models import InquiryStep
from tests.inquiries.asking import as_cleaned
from tests.leftovers import tables_with
from tests.worker import told, write, write_mails

SECRET, REASON = "堺市見本町0-0-0 秘田密子", "個人の住所が書かれていたため"


@pytest.fixture
def spilled(make_inquiry, ward_officer, sakai, officer, give_answer):
    """An inquiry and an answer, both with the secret in texts that were changed since."""
    inquiry = make_inquiry(ward_officer, [sakai], title=SECRET, description=SECRET)
    told()
    give_answer(inquiry, officer, {1: SECRET}, remark=SECRET)
    give_answer(inquiry, officer, {1: f"{SECRET}です"}, remark=SECRET)
    rows = as_cleaned(inquiry)
    rows[0]["label"] = SECRET
    change_questions(inquiry=inquiry, by=ward_officer, version=inquiry.version, questions=rows, note=SECRET)
    inquiry.refresh_from_db()
    told()
    refresh_index_now(inquiry)
    return inquiry


def test_a_line_taken_back_shows_only_when_by_whom_and_why(
    browser, spilled, officer, ward_officer, secretariat
):
    step = spilled.steps.get(kind="changed")
    with pytest.raises(PermissionDenied):
        retract_step(step=step, by=officer, reason=REASON)
    path = f"/inquiries/{spilled.pk}/steps/{step.pk}/retract/"
    assert browser(ward_officer).post(path, {"reason": ""}).status_code == 400
    assert browser(ward_officer).post(path, {"reason": REASON}).status_code == 302
    for person in (officer, ward_officer, secretariat):
        text = browser(person).get(spilled.get_absolute_url()).content.decode()
        steps = text[text.index("<summary>照会の経過") :]
        assert SECRET not in steps
        assert f"理由：{REASON}" in steps
    entry = AuditEntry.objects.get(verb="inquiries.inquirystep_retracted")
    assert (entry.by, entry.facts, entry.verb_label) == (ward_officer, {"reason": REASON}, "照会の経過の撤回")
    write_mails("inquiries.step_retracted")
    mails = OutgoingMail.objects.filter(purpose="inquiries.step_retracted")
    assert officer.section.mailbox in set(mails.values_list("to", flat=True))
    assert all(REASON in mail.body and SECRET not in mail.subject + mail.body for mail in mails)


def test_a_queued_mail_of_a_line_taken_back_does_not_leave(spilled, ward_officer):
    step = spilled.steps.get(kind="changed")
    queued = OutgoingMail.objects.filter(
        purpose="inquiries.inquiry_changed", about_id=step.pk, state="queued"
    )
    rows = list(queued)
    assert rows
    retract_step(step=step, by=ward_officer, reason=REASON)
    assert {deliver(row).state for row in rows} == {"skipped"}
    assert write(InquiryChanged, step, answered=True) == 0


def test_an_answers_line_is_taken_back_by_who_answered(browser, spilled, officer, ward_officer, secretariat):
    step = InquiryStep.objects.filter(kind="corrected").latest("pk")
    with pytest.raises(PermissionDenied):
        retract_step(step=step, by=ward_officer, reason=REASON)
    retract_step(step=step, by=officer, reason=REASON)
    text = browser(officer).get(spilled.get_absolute_url()).content.decode()
    assert "大阪府堺市" in text
    assert REASON in text


def test_what_is_purged_is_nowhere(browser, spilled, officer, ward_officer, secretariat):
    client, answer = browser(secretariat), spilled.answers.get()
    for by in (officer, ward_officer):
        with pytest.raises(PermissionDenied):
            purge_request(item=spilled, by=by, reason=REASON)
        with pytest.raises(PermissionDenied):
            purge_answer(answer=answer, by=by, reason=REASON)
    base = f"/inquiries/{spilled.pk}"
    assert "元には戻せません" in client.get(f"{base}/purge/").content.decode()
    assert client.post(f"{base}/purge/", {"reason": REASON}).status_code == 302
    assert client.post(f"{base}/answers/{answer.pk}/purge/", {"reason": REASON}).status_code == 302
    told()
    assert tables_with(SECRET) == []
    for person in (officer, ward_officer, secretariat):
        text = browser(person).get(spilled.get_absolute_url()).content.decode()
        assert "完全な削除" in text
        assert REASON in text
    assert (
        AuditEntry.objects.filter(
            verb__in=["inquiries.inquiry_purged", "inquiries.inquiryanswer_purged"]
        ).count()
        == 2
    )


def test_a_purged_line_leaves_nothing_in_the_log(browser, spilled, secretariat):
    step = spilled.steps.get(kind="changed")
    browser(secretariat).post(f"/inquiries/{spilled.pk}/steps/{step.pk}/purge/", {"reason": REASON})
    step.refresh_from_db()
    assert (step.changes, SECRET in step.note, step.is_purged) == ({}, False, True)
    assert not AuditEntry.objects.filter(facts__changes__has_key=SECRET).exists()
    assert AuditEntry.objects.get(verb="inquiries.inquiry_changed").facts == {}


def test_constraint_of_a_line_taken_back(spilled):
    with pytest.raises(IntegrityError, match="inquirystep_retracted_whole"), transaction.atomic():
        InquiryStep.objects.update(retracted_reason="理由だけ")
