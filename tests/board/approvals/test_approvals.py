"""Approval of posts inside an organisation: asked for, given, refused, taken back; and the setting of it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from board.approvals.actions import ask_approval, return_topic, take_back_topic
from board.approvals.models import ApprovalRule
from board.publication.actions import approve_topic, publish_scheduled, publish_topic, schedule_topic
from board.talks.actions import begin_talk
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from members.handovers.actions import hand_over
from members.users.models import User
from tests.mypage import pending_kinds
from tests.threads import in_threads
from tests.worker import mailed_to, write_mails

RULE = "/board/approval/"
DAY = datetime.timedelta(days=1)
REASON = "日付を直してください。"
OF_A_CALL = {"starts_on": today() + 20 * DAY, "deadline": today() + 9 * DAY, "place": "大浜公園"}

pytestmark = pytest.mark.django_db


def url(topic, what):
    return reverse(f"board:topic-{what}", args=[topic.pk])


def kinds(topic):
    return list(topic.approval_steps.values_list("kind", flat=True))


@pytest.mark.parametrize("kind", Topic.POSTED_KINDS)
def test_topic_propose_instead_of_publish_where_approval_is_wanted(
    browser, colleague, make_draft, approval, kind
):
    draft = make_draft(colleague, kind, **(OF_A_CALL if kind == Topic.Kind.CALL else {}))
    client = browser(colleague)
    page = client.get(url(draft, "preview")).content.decode()
    assert "承認を求める</button>" in page
    assert url(draft, "publish") not in page
    assert url(draft, "schedule") not in page
    assert client.post(url(draft, "publish")).status_code == 403
    client.post(url(draft, "propose"), {"version": draft.version, "note": "お願いします。"})
    draft.refresh_from_db()
    assert (draft.review_asked_by, draft.state_label, kinds(draft)) == (colleague, "承認待ち", ["proposed"])
    assert entries_of(draft).first().verb == "board.topic_review_asked"
    assert entries_of(draft).first().facts == {}  # what is said inside stays inside


def test_topic_propose_is_not_there_where_nobody_wants_approval(browser, colleague, draft):
    page = browser(colleague).get(url(draft, "preview")).content.decode()
    assert "承認" not in page.partition("<main")[2].partition("</main")[0].replace("承認の設定", "")
    assert url(draft, "publish") in page


def test_topic_of_a_representative_needs_no_approval(browser, officer, draft, approval):
    browser(officer).post(url(draft, "publish"))
    draft.refresh_from_db()
    assert (draft.state, draft.approved_at) == ("open", None)


def test_topic_propose_twice_is_once(browser, colleague, draft, approval):
    client = browser(colleague)
    for _ in range(2):
        assert client.post(url(draft, "propose"), {"version": 1}).status_code == 302
    assert kinds(draft) == ["proposed"]


def test_topic_propose_bad_note_stays(browser, colleague, draft, approval):
    response = browser(colleague).post(url(draft, "propose"), {"version": 1, "note": "長" * 501})
    assert response.status_code == 400
    assert "500文字以内" in response.content.decode()
    assert kinds(draft) == []


def test_topic_propose_refuses_what_was_saved_meanwhile(browser, colleague, draft, approval):
    response = browser(colleague).post(url(draft, "propose"), {"version": 9}, follow=True)
    assert "いまの内容を確かめてから" in response.content.decode()
    assert kinds(draft) == []


def test_topic_propose_what_is_incomplete_is_shown_again(browser, colleague, draft, approval):
    Topic.objects.filter(pk=draft.pk).update(title="")
    response = browser(colleague).post(url(draft, "propose"), {"version": 1}, follow=True)
    assert "入力が足りない項目があります" in response.content.decode()
    assert kinds(draft) == []


def test_topic_propose_without_representative_says_whom_to_call(browser, colleague, officer, draft, approval):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    page = browser(colleague).get(url(draft, "preview")).content.decode()
    assert "承認できる代表担当者が登録されていません" in page
    response = browser(colleague).post(url(draft, "propose"), {"version": 1}, follow=True)
    assert "承認できる代表担当者がいません。特別区長会事務局へ連絡してください。" in response.content.decode()
    assert kinds(draft) == []


def test_topic_propose_mails_every_other_representative(in_review, officer, deputy):
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="board.topic_proposed")
    assert {mail.to for mail in mails} == {officer.email, deputy.email}
    for part in ("堺 次郎さん", "お願いします。", in_review.number_name, url(in_review, "preview")):
        assert part in mails[0].body


def test_topic_approve_publishes_in_the_name_of_who_asked(browser, officer, colleague, reader, in_review):
    page = browser(officer).get(url(in_review, "preview")).content.decode()
    assert "承認して投稿する" in page
    assert "連絡：お願いします。" in page
    browser(officer).post(url(in_review, "approve"), {"version": in_review.version})
    in_review.refresh_from_db()
    assert (in_review.state, in_review.author, in_review.author_name) == ("open", colleague, "堺 次郎")
    assert (in_review.approved_by, in_review.published_by) == (officer, officer)
    assert in_review.review_asked_at is None
    assert kinds(in_review) == ["proposed", "approved"]
    verbs = list(entries_of(in_review).values_list("verb", flat=True))
    assert {"board.topic_approved", "board.topic_published"} <= set(verbs)
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="board.topic_approved")
    assert {mail.to for mail in mails} == {colleague.email, *in_review.section.mailboxes}


def test_topic_approve_twice_is_once(browser, officer, in_review):
    client = browser(officer)
    for _ in range(2):
        response = client.post(url(in_review, "approve"), {"version": in_review.version}, follow=True)
        assert response.status_code == 200
    assert kinds(in_review) == ["proposed", "approved"]


def test_topic_approve_refuses_another_version(browser, officer, in_review):
    browser(officer).post(url(in_review, "approve"), {"version": 99})
    in_review.refresh_from_db()
    assert in_review.awaits_approval


def test_topic_approve_past_the_deadline_says_so_and_can_be_returned(browser, officer, in_review):
    Topic.objects.filter(pk=in_review.pk).update(deadline="2020-04-01")
    response = browser(officer).post(url(in_review, "approve"), {"version": in_review.version}, follow=True)
    page = response.content.decode()
    assert "期限を過ぎているためです" in page
    assert "承認して投稿する" not in page
    assert "差し戻す" in page
    in_review.refresh_from_db()
    assert in_review.awaits_approval


def test_topic_approve_counts_as_a_post(browser, officer, make_draft, colleague, approval):
    client = browser(officer)
    answers = []
    for _ in range(21):  # POSTED_TOPICS lets 20 through in an hour
        topic = make_draft(colleague, Topic.Kind.NOTICE)
        ask_approval(topic=topic, by=colleague, version=topic.version)
        answers.append(client.post(url(topic, "approve"), {"version": topic.version}).status_code)
    assert (answers[0], answers[-1]) == (302, 429)


def test_topic_approve_a_draft_that_nobody_proposed_is_refused(browser, officer, draft, approval):
    response = browser(officer).post(url(draft, "approve"), {"version": 1}, follow=True)
    assert "先にほかの担当者が操作しました" in response.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft


def test_topic_in_review_stands_still(browser, officer, colleague, in_review):
    typed = {"title": "変えた", "body": "変えた", "version": in_review.version, "save_draft": "1"}
    for person in (colleague, officer):
        client = browser(person)
        assert client.get(url(in_review, "edit")).url == url(in_review, "preview")
        answer = client.post(url(in_review, "edit"), typed)
        assert answer.status_code == 403
        assert "変えた" in answer.content.decode()  # what was typed is still there
        assert client.post(url(in_review, "discard")).status_code == 403
        assert client.post(url(in_review, "publish")).status_code == 403
    in_review.refresh_from_db()
    assert (in_review.title, in_review.awaits_approval) == ("防災フェアの参加募集", True)


def test_topic_in_review_an_autosave_that_comes_late_is_kept_beside_it(browser, colleague, in_review):
    typed = {"title": "変えた", "body": "変えた", "version": in_review.version}
    answer = browser(colleague).post(url(in_review, "autosave"), typed)
    assert answer.status_code == 409
    assert "承認を待っている" in answer.json()["message"]
    copy = in_review.versions.get(is_conflict_copy=True)
    assert copy.snapshot["title"] == "変えた"
    assert browser(colleague).post(reverse("board:version-restore", args=[copy.pk])).status_code == 403


def test_topic_return_wants_a_reason_and_shows_it(browser, officer, colleague, in_review):
    client = browser(officer)
    assert client.post(url(in_review, "return"), {"reason": " "}).status_code == 400
    client.post(url(in_review, "return"), {"reason": REASON})
    in_review.refresh_from_db()
    assert (in_review.state_label, kinds(in_review)) == ("下書き", ["proposed", "returned"])
    for address in (url(in_review, "edit"), url(in_review, "preview"), "/board/drafts/"):
        assert REASON in browser(colleague).get(address).content.decode(), address
    write_mails()
    mail = OutgoingMail.objects.get(purpose="board.topic_returned")
    assert mail.to == colleague.email
    assert REASON in mail.body
    assert "差し戻された投稿" in pending_kinds(browser(colleague))
    ask_approval(topic=in_review, by=colleague, version=in_review.version)
    assert REASON not in browser(colleague).get(url(in_review, "preview")).context["returned_reason"]
    assert "差し戻された投稿" not in pending_kinds(browser(colleague))


def test_topic_return_is_told_to_who_holds_the_post_of_who_asked(browser, in_review, officer, colleague):
    new = {"successor_name": "後任 七子", "successor_email": "next@city.example"}
    hand_over(leaving=colleague, by=colleague, effective_on=today(), **new)
    successor = User.objects.get(email="next@city.example")
    return_topic(topic=in_review, by=officer, reason=REASON)
    write_mails()
    assert mailed_to("board.topic_returned") == {successor.email}
    assert "差し戻された投稿" in pending_kinds(browser(successor))


def test_topic_approved_after_its_author_left_is_of_who_approves(in_review, officer, colleague):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    topic = approve_topic(topic=in_review, by=officer, version=in_review.version)
    assert (topic.author, topic.author_name) == (officer, "堺 花子")


def test_topic_take_back_by_a_colleague_of_who_asked(browser, in_review, officer, deputy):
    response = browser(officer).post(url(in_review, "take-back"), follow=True)
    assert "下書きに戻しました" in response.content.decode()
    browser(deputy).post(url(in_review, "take-back"))
    in_review.refresh_from_db()
    assert (in_review.awaits_approval, kinds(in_review)) == (False, ["proposed", "taken_back"])
    write_mails()
    assert officer.email not in mailed_to()


def test_topic_take_back_after_it_was_approved_says_so(browser, in_review, officer, colleague):
    approve_topic(topic=in_review, by=officer, version=in_review.version)
    response = browser(colleague).post(url(in_review, "take-back"), follow=True)
    assert "いまの状態は「受付中」です" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_topic_approve_and_return_at_once_only_one_counts(in_review, officer, deputy):
    def refusable(action, **more):
        try:
            action(**more)
        except ActionRefused:
            return "refused"

    results = in_threads(
        lambda: refusable(approve_topic, topic=in_review, by=officer, version=in_review.version),
        lambda: refusable(return_topic, topic=in_review, by=deputy, reason=REASON),
    )
    in_review.refresh_from_db()
    assert results.count("refused") == 1
    assert (in_review.state == "open") == (kinds(in_review)[-1] == "approved")


@pytest.mark.django_db(transaction=True)
def test_topic_two_approvers_at_once_publish_once(in_review, officer, deputy):
    in_threads(
        lambda: approve_topic(topic=in_review, by=officer, version=in_review.version),
        lambda: approve_topic(topic=in_review, by=deputy, version=in_review.version),
    )
    assert kinds(in_review) == ["proposed", "approved"]
    assert AuditEntry.objects.filter(verb="board.topic_published").count() == 1


def test_my_page_shows_what_waits_for_approval(browser, officer, colleague, stranger, reader, in_review):
    assert "承認を待つ投稿" in pending_kinds(browser(officer))
    for person in (colleague, stranger, reader):
        assert "承認を待つ投稿" not in pending_kinds(browser(person))


def test_steps_are_read_inside_only(browser, officer, in_review, stranger, secretariat, reader):
    topic = approve_topic(topic=in_review, by=officer, version=in_review.version)
    for person in (stranger, secretariat):
        for what in ("detail", "history", "print"):
            assert "お願いします。" not in browser(person).get(url(topic, what)).content.decode()
    assert "お願いします。" in browser(reader).get(url(topic, "history")).content.decode()


def test_setting_switched_off_while_one_waits(browser, officer, colleague, in_review, approval):
    browser(officer).post(RULE, {})
    approval.refresh_from_db()
    assert not approval.needs_approval
    take_back_topic(topic=in_review, by=colleague)
    assert publish_topic(topic=in_review, by=colleague).state == "open"


def test_setting_switched_on_and_off_is_recorded(browser, officer, sakai):
    client = browser(officer)
    for typed in ({"needs_approval": "on"}, {"needs_approval": "on"}, {}):
        client.post(RULE, typed)
    changes = [entry.facts["changes"] for entry in entries_of(sakai)]
    label = "代表担当者の承認を受けてから出す"
    assert changes == [{label: [True, False]}, {label: [False, True]}]


def test_setting_switched_on_stops_what_an_officer_had_scheduled(draft, colleague, sakai):
    schedule_topic(topic=draft, by=colleague, at=timezone.now() + DAY)
    ApprovalRule.objects.create(organization=sakai, needs_approval=True)
    Topic.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - DAY)
    publish_scheduled(topic_id=draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.is_scheduled) == ("draft", False)
    assert "代表担当者の承認が必要" in draft.schedule_problem


def test_what_a_representative_scheduled_stands_still_until_it_is_cancelled(
    browser, officer, colleague, draft, approval
):
    schedule_topic(topic=draft, by=officer, at=timezone.now() + DAY)
    client = browser(colleague)
    assert client.post(url(draft, "edit"), {"title": "変えた", "save_draft": "1"}).status_code == 403
    assert client.post(url(draft, "publish")).status_code == 403
    assert "承認された内容のまま公開されます" in client.get(url(draft, "preview")).content.decode()
    client.post(url(draft, "unschedule"))
    draft.refresh_from_db()
    assert (draft.stands_still, draft.approved_at) == (False, None)


def test_replies_talks_and_edits_need_no_approval(
    browser, make_topic, officer, colleague, stranger, approval
):
    theirs = make_topic(stranger)
    talk = begin_talk(topic=theirs, by=colleague, partner=stranger.organization, title="相談", body="費用。")
    assert talk.state == "open"
    ours = make_topic(officer)
    edited = edit_topic(topic=ours, by=colleague, version=ours.version, values={"body": "新しい本文"})
    assert edited.body == "新しい本文"


def test_an_organisation_that_left_approves_nothing(browser, officer, in_review, sakai):
    sakai.withdrawn_on = today() - DAY
    sakai.save()
    assert browser(officer).post(url(in_review, "approve"), {"version": 1}).status_code == 403
    in_review.refresh_from_db()
    assert in_review.awaits_approval


def test_drafts_cost_the_same_for_one_and_three(
    browser, officer, colleague, make_draft, approval, django_assert_num_queries
):
    def put():
        topic = make_draft(colleague, Topic.Kind.NOTICE)
        ask_approval(topic=topic, by=colleague, version=topic.version)
        back = ask_approval(topic=make_draft(colleague, Topic.Kind.NOTICE), by=colleague, version=1)
        return_topic(topic=back, by=officer, reason=REASON)

    put()
    client = browser(officer)
    client.get("/board/drafts/")
    with CaptureQueriesContext(connection) as one:
        client.get("/board/drafts/")
    put()
    put()
    with django_assert_num_queries(len(one)):
        client.get("/board/drafts/")
