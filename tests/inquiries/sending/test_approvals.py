"""Approval of an inquiry inside the asking organisation: asked for, given, sent, returned, taken back."""

import pytest

from common.audit_log.queries import entries_of
from common.outbox.mails import Guards
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from correspondence.sending.actions import approve, ask_approval, return_draft, submit, take_back
from inquiries.answers.models import InquiryAnswer
from inquiries.sending.models import ApprovalRule
from members.users.models import User
from tests.mypage import pending_kinds
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
RULE = "/inquiries/approval/"


@pytest.fixture
def clerk(make_user, koto):
    """An officer (担当) of the asking ward."""
    return make_user("clerk@koto.example", koto, "江東 七郎", User.Role.OFFICER)


@pytest.fixture
def rule(koto):
    return ApprovalRule.objects.create(organization=koto, needs_approval=True)


@pytest.fixture
def draft(make_inquiry_draft, ward_officer, sakai):
    return make_inquiry_draft(ward_officer, [sakai])


@pytest.fixture
def in_review(draft, clerk, rule):
    return ask_approval(item=draft, by=clerk, version=1, note="お願いします。")


def url(inquiry, what):
    return f"/inquiries/{inquiry.pk}/{what}/"


def told(purpose):
    return set(OutgoingMail.objects.filter(purpose=f"inquiries.{purpose}").values_list("to", flat=True))


def test_an_officer_asks_for_approval_instead_of_sending(browser, clerk, draft, rule):
    client = browser(clerk)
    page = client.get(url(draft, "confirm")).content.decode()
    assert "承認を求める</button>" in page
    assert "団体に照会する</button>" not in page
    assert client.post(url(draft, "send"), {"version": 1}).status_code == 403
    assert client.post(url(draft, "propose"), {"version": 1, "note": "お願いします。"}).status_code == 302
    assert client.post(url(draft, "propose"), {"version": 1, "note": "二度目"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.review_asked_by) == ("review", clerk)
    assert [step.kind for step in draft.steps.all()] == ["proposed"]
    assert not InquiryAnswer.objects.exists()
    assert entries_of(draft).first().verb == "inquiries.inquiry_review_asked"
    assert client.post(url(draft, "edit"), {"save_draft": 1, "version": 1}).status_code == 403


def test_a_note_that_is_too_long_stays(browser, clerk, draft, rule):
    response = browser(clerk).post(url(draft, "propose"), {"version": 1, "note": "あ" * 501})
    assert response.status_code == 400
    assert "あ" * 501 in response.content.decode()


def test_approval_sends_it_once(browser, in_review, ward_officer, clerk):
    write_mails()
    assert told("inquiry_proposed") == {ward_officer.email}
    page = browser(ward_officer).get(url(in_review, "confirm")).content.decode()
    assert "お願いします。" in page
    assert "承認して照会を出す" in page
    for _ in range(2):
        assert browser(ward_officer).post(url(in_review, "approve"), {"version": 1}).status_code == 302
    in_review.refresh_from_db()
    assert (in_review.state, in_review.approved_by, in_review.sent_by) == ("open", ward_officer, ward_officer)
    assert in_review.answers.count() == 1
    write_mails()
    assert {clerk.email, ward_officer.section.mailbox} <= told("inquiry_approved")


def test_it_is_given_back_with_a_reason(browser, in_review, ward_officer, clerk):
    assert browser(ward_officer).post(url(in_review, "return"), {"reason": ""}).status_code == 400
    browser(ward_officer).post(url(in_review, "return"), {"reason": "期限が短すぎます。"})
    in_review.refresh_from_db()
    assert (in_review.state, in_review.returned_reason) == ("draft", "期限が短すぎます。")
    write_mails()
    assert told("inquiry_returned") == {clerk.email}
    assert "期限が短すぎます。" in browser(clerk).get(url(in_review, "confirm")).content.decode()
    assert "期限が短すぎます。" not in str(entries_of(in_review).values_list("facts", flat=True))


def test_any_officer_takes_it_back(browser, in_review, clerk):
    response = browser(clerk).post(url(in_review, "take-back"))
    assert response.url == url(in_review, "edit")
    in_review.refresh_from_db()
    assert in_review.state == "draft"


def test_who_decides_second_reads_so(in_review, ward_officer, clerk):
    take_back(item=in_review, by=clerk)
    for decide in (
        lambda: approve(item=in_review, by=ward_officer, version=1),
        lambda: return_draft(item=in_review, by=ward_officer, reason="遅い"),
    ):
        with pytest.raises(ActionRefused, match="先にほかの担当者が操作しました"):
            decide()


def test_a_representative_sends_without_approval(draft, rule, ward_officer):
    assert submit(item=draft, by=ward_officer, version=1).is_open


def test_how_it_was_decided_inside_is_nobody_elses(browser, in_review, ward_officer, officer, secretariat):
    approve(item=in_review, by=ward_officer, version=1)
    for reader in (officer, secretariat):
        page = browser(reader).get(in_review.get_absolute_url()).content.decode()
        assert "お願いします。" not in page
        assert "承認" not in page
    assert "お願いします。" in browser(ward_officer).get(in_review.get_absolute_url()).content.decode()


def test_a_mail_for_approval_does_not_leave_after_the_decision(in_review, ward_officer):
    write_mails()
    mail = OutgoingMail.objects.get(purpose="inquiries.inquiry_proposed")
    assert Guards([mail]).reason_against(mail) == ""
    approve(item=in_review, by=ward_officer, version=1)
    assert Guards([mail]).reason_against(mail)


def test_the_setting_is_the_representatives_and_recorded(browser, clerk, ward_officer, officer, koto):
    for who, status in ((clerk, 403), (officer, 403), (ward_officer, 200)):
        assert browser(who).get(RULE).status_code == status
    assert browser(ward_officer).post(RULE, {"needs_approval": "on"}).status_code == 302
    assert ApprovalRule.objects.get(organization=koto).needs_approval
    assert entries_of(koto).first().verb == "inquiries.approval_rule_saved"
    assert RULE in browser(ward_officer).get("/inquiries/").content.decode()


def test_my_page_shows_what_waits_for_approval(browser, clerk, ward_officer, in_review):
    assert "承認を待つ照会" in pending_kinds(browser(ward_officer))
    assert "承認を待つ照会" not in pending_kinds(browser(clerk))
