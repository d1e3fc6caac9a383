"""Approval inside the organisation: asked for, given, refused, taken back; and the setting of it."""

import pytest
from django.db import IntegrityError

from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from correspondence.sending.actions import approve, ask_approval, return_draft, submit, take_back
from members.users.models import User
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.models import ApprovalRule
from pamphlets.steps.models import PamphletStep
from tests.mypage import pending_kinds
from tests.threads import in_threads
from tests.worker import mailed_to, write_mails

RULE = "/board/pamphlets/approval/"


def url(pamphlet, what):
    return f"/board/pamphlets/{pamphlet.pk}/{what}/"


def kinds(pamphlet):
    return list(pamphlet.steps.values_list("kind", flat=True))


def test_pamphlet_propose_instead_of_submit_where_approval_is_wanted(browser, colleague, draft, approval):
    client = browser(colleague)
    page = client.get(url(draft, "confirm")).content.decode()
    assert "承認を求める</button>" in page
    assert "区に依頼を出す</button>" not in page
    assert client.post(url(draft, "submit"), {"version": 1}).status_code == 403
    client.post(url(draft, "propose"), {"version": 1, "note": "お願いします。"})
    draft.refresh_from_db()
    assert (draft.state, draft.review_asked_by, kinds(draft)) == ("review", colleague, ["proposed"])
    assert not WardAnswer.objects.exists()
    assert entries_of(draft).first().verb == "pamphlets.pamphlet_review_asked"


def test_pamphlet_of_a_representative_needs_no_approval(browser, officer, draft, approval):
    assert "2区に依頼を出す" in browser(officer).get(url(draft, "confirm")).content.decode()
    browser(officer).post(url(draft, "submit"), {"version": 1})
    draft.refresh_from_db()
    assert (draft.state, draft.approved_at) == ("open", None)


def test_pamphlet_propose_twice_is_once(browser, colleague, draft, approval):
    client = browser(colleague)
    client.post(url(draft, "propose"), {"version": 1})
    assert client.post(url(draft, "propose"), {"version": 1}).status_code == 302
    assert kinds(draft) == ["proposed"]


def test_pamphlet_propose_bad_note_stays(browser, colleague, draft, approval):
    response = browser(colleague).post(url(draft, "propose"), {"version": 1, "note": "長" * 501})
    assert response.status_code == 400
    assert "500文字以内" in response.content.decode()


def test_pamphlet_propose_without_representative_says_whom_to_call(
    browser, colleague, officer, draft, approval
):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    response = browser(colleague).post(url(draft, "propose"), {"version": 1}, follow=True)
    assert "承認できる代表担当者がいません" in response.content.decode()
    assert PamphletRequest.objects.get().state == "draft"


def test_pamphlet_propose_mails_every_representative(in_review, officer, make_user, sakai, colleague):
    other = make_user("deputy@city.example", sakai, "堺 八郎")
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_proposed")
    assert {mail.to for mail in mails} == {officer.email, other.email}
    for part in ("堺 次郎さん", "お願いします。", in_review.number_name, in_review.get_absolute_url()):
        assert part in mails[0].body


def test_pamphlet_propose_mails_nobody_once_taken_back(in_review, colleague):
    take_back(item=in_review, by=colleague)
    write_mails()
    assert not mailed_to()


def test_pamphlet_approve_sends_and_is_recorded_and_shown_inside_only(
    browser, officer, colleague, ward_officer, in_review
):
    page = browser(officer).get(url(in_review, "confirm")).content.decode()
    assert "承認して依頼を出す" in page
    browser(officer).post(url(in_review, "approve"), {"version": 1})
    in_review.refresh_from_db()
    assert (in_review.state, in_review.approved_by) == ("open", officer)
    assert kinds(in_review) == ["proposed", "approved", "sent"]
    assert WardAnswer.objects.count() == 2
    User.objects.filter(pk=officer.pk).update(name="改姓 花子")
    page = browser(colleague).get(in_review.get_absolute_url())
    assert [step.get_kind_display() for step in page.context["steps"]] == ["起案", "承認", "依頼"]
    assert "企画課 堺 花子" in page.content.decode()  # the name of the time
    page = browser(ward_officer).get(in_review.get_absolute_url())
    assert [step.get_kind_display() for step in page.context["steps"]] == ["依頼"]
    write_mails()
    assert colleague.email in OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_approved").values_list(
        "to", flat=True
    )


def test_pamphlet_approve_by_any_representative(browser, in_review, make_user, sakai):
    deputy = make_user("deputy@city.example", sakai, "堺 八郎")
    browser(deputy).post(url(in_review, "approve"), {"version": 1})
    in_review.refresh_from_db()
    assert in_review.approved_by == deputy


def test_pamphlet_approve_refuses_another_version(browser, officer, in_review):
    browser(officer).post(url(in_review, "approve"), {"version": 9})
    in_review.refresh_from_db()
    assert in_review.state == "review"


def test_pamphlet_approve_what_is_no_longer_whole_is_shown_again(browser, officer, in_review):
    PamphletRequest.objects.filter(pk=in_review.pk).update(answer_due="2020-04-01")
    response = browser(officer).post(url(in_review, "approve"), {"version": 1}, follow=True)
    page = response.content.decode()
    assert "直すところが1件あります" in page
    assert "承認して依頼を出す" not in page
    assert "差し戻す" in page


def test_pamphlet_approve_a_draft_that_nobody_proposed_is_refused(browser, officer, draft, approval):
    browser(officer).post(url(draft, "approve"), {"version": 1})
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_pamphlet_in_review_stands_still(browser, officer, colleague, in_review, typed):
    data = typed(title="変えた", version="1", save_draft="1")
    assert browser(colleague).post(url(in_review, "edit"), data).status_code == 302
    assert browser(officer).post(url(in_review, "discard")).status_code == 302
    in_review.refresh_from_db()
    assert (in_review.title, in_review.state) == ("秋の観光パンフレット", "review")


def test_pamphlet_return_wants_a_reason_and_shows_it(browser, officer, colleague, in_review):
    client = browser(officer)
    assert client.post(url(in_review, "return"), {"reason": " "}).status_code == 400
    client.post(url(in_review, "return"), {"reason": "日付を直してください。"})
    in_review.refresh_from_db()
    assert (in_review.state, kinds(in_review)) == ("draft", ["proposed", "returned"])
    for what in ("edit", "confirm"):
        assert "日付を直してください。" in browser(colleague).get(url(in_review, what)).content.decode()
    assert "差戻し" in browser(colleague).get("/board/pamphlets/drafts/").content.decode()
    write_mails()
    mail = OutgoingMail.objects.get(purpose="pamphlets.pamphlet_returned")
    assert mail.to == colleague.email
    assert "日付を直してください。" in mail.body
    ask_approval(item=in_review, by=colleague, version=1)
    in_review.refresh_from_db()
    assert in_review.returned_reason == ""


@pytest.mark.django_db(transaction=True)
def test_pamphlet_approve_and_return_at_once_only_one_counts(in_review, officer, make_user, sakai):
    deputy = make_user("deputy@city.example", sakai, "堺 八郎")

    def refusable(action, **more):
        try:
            action(**more)
        except ActionRefused:
            return "refused"

    results = in_threads(
        lambda: refusable(approve, item=in_review, by=officer, version=1),
        lambda: refusable(return_draft, item=in_review, by=deputy, reason="日付を直してください。"),
    )
    in_review.refresh_from_db()
    assert results.count("refused") == 1
    assert (in_review.state == "open") == (WardAnswer.objects.count() == 2)


def test_my_page_shows_what_waits_for_approval(browser, officer, colleague, in_review):
    assert "承認を待つパンフレット配布依頼" in pending_kinds(browser(officer))
    assert "承認を待つパンフレット配布依頼" not in pending_kinds(browser(colleague))


def test_asking_rule_switched_on_and_off_is_recorded(browser, officer):
    client = browser(officer)
    client.post(RULE, {"needs_approval": "on"})
    client.post(RULE, {"needs_approval": "on"})
    rule = ApprovalRule.objects.get()
    assert (rule.needs_approval, rule.updated_by_name) == (True, "堺 花子")
    client.post(RULE, {})
    rule.refresh_from_db()
    assert not rule.needs_approval
    changes = [entry.facts["changes"] for entry in entries_of(officer.organization)]
    label = "代表担当者の承認を受けてから出す"
    assert changes == [{label: [True, False]}, {label: [False, True]}]


def test_asking_rule_switched_off_lets_the_officer_send(colleague, in_review, approval):
    approval.needs_approval = False
    approval.save()
    take_back(item=in_review, by=colleague)
    submit(item=in_review, by=colleague, version=1)
    assert WardAnswer.objects.count() == 2


def test_pamphlet_step_returned_wants_a_reason(draft, officer):
    with pytest.raises(IntegrityError, match="pamphletstep_returned_with_reason"):
        PamphletStep.objects.create(pamphlet=draft, kind="returned", by=officer, by_name="堺 花子")


def test_asking_rule_is_one_per_organisation(approval, sakai):
    with pytest.raises(IntegrityError, match="organization"):
        ApprovalRule.objects.create(organization=sakai)
