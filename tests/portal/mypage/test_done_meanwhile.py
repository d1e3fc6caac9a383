"""What another has done since my page was shown: the page behind its button says so, for each kind."""

import datetime

import pytest

from board.assignments.actions import assign_topic, finish_assignment
from common.japanese_calendar import add_working_days, today
from correspondence.sending.actions import approve, ask_approval
from events.calls.models import ExhibitorCall
from events.participations.models import ParticipationRole, RoleState
from events.sheets.actions import ask_for_sheet
from events.sheets.models import ExhibitorSheet
from inquiries.inquiries.models import Inquiry
from inquiries.sending.models import ApprovalRule
from members.confirmation_answers.actions import confirm_organization
from members.handovers.actions import cancel_handover
from members.users.models import User
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.sending.models import ApprovalRule as PamphletApprovalRule
from pamphlets.ward_questions.actions import ask_back, reply_question
from pamphlets.ward_questions.models import WardQuestion
from tests.fixtures_by_name import Fixtures
from tests.mypage import pending_items
from tests.pamphlets.asking import ask

DAY = datetime.timedelta(days=1)


def inquiry(c):
    asked = c.make_inquiry(c.ward_officer, [c.sakai])
    return lambda: c.give_answer(asked, c.colleague)


def late_inquiry(c):
    """After the due date nothing can be corrected either."""
    asked = c.make_inquiry(c.ward_officer, [c.sakai])

    def answer():
        c.give_answer(asked, c.colleague)
        Inquiry.objects.update(answer_due=today() - DAY)

    return answer


def review(c):
    ApprovalRule.objects.create(organization=c.koto, needs_approval=True)
    clerk = c.make_user("clerk@city.koto.example", c.koto, role=User.Role.OFFICER)
    boss = c.make_user("boss@city.koto.example", c.koto)
    draft = c.make_inquiry_draft(clerk, [c.sakai])
    asked = ask_approval(item=draft, by=clerk, version=draft.version)
    return lambda: approve(item=asked, by=boss, version=asked.version)


def question(c):
    pamphlet = ask(c.officer, [c.koto])
    ask_back(answer=pamphlet.answers.get(), text="大きさは。", by=c.ward_officer)
    return lambda: reply_question(question=WardQuestion.objects.get(), reply="A4です。", by=c.colleague)


def pamphlet(c):
    ask(c.officer, [c.koto])
    boss = c.make_user("boss@city.koto.example", c.koto)
    facts = {"state": "accepted", "copies": 100, "places": None}
    return lambda: answer_pamphlet(answer=WardAnswer.objects.get(), by=boss, **facts)


def assignment(c):
    assigned = assign_topic(topic=c.topic, by=c.colleague, assignee=c.officer, due=None, note="", seen=0)
    return lambda: finish_assignment(assignment=assigned, by=c.colleague)


def invitation(c):
    call = c.make_call()
    part = call.event.participations.create(organization=c.sakai, came_by="invitation")
    part.roles.create(role="booth", state=RoleState.INVITED)
    return lambda: c.apply(call, c.colleague, "booth")


def application(c):
    own = c.make_event("堺の祭り", owner=c.sakai, starts_on=today() + 90 * DAY)
    part = c.apply(c.make_call(own, by=c.officer), c.stranger, "booth")
    decided = {"state": "accepted", "decided_at": part.answered_at, "decided_by": c.colleague}
    return lambda: ParticipationRole.objects.update(**decided)


def sheet(c):
    call = c.make_call(sheet_due_on=add_working_days(today(), 6))
    part = c.apply(call, c.officer, "booth")
    part.roles.update(state=RoleState.ACCEPTED, decided_at=part.answered_at, decided_by=c.officer)
    ask_for_sheet(participation=part)
    written = {"headline": "魚と朝日", "body": "港のまちです。", "submitted_at": part.answered_at}
    written |= {"submitted_by_name": "堺 次郎", "state": "submitted"}
    return lambda: ExhibitorSheet.objects.update(**written)


def report(c):
    made = c.make_report(submit=True)
    sent_back = {"edition": "1", "note": "終了日を入力してください"}
    c.browser(c.secretariat).post(f"{made.get_absolute_url()}return/", sent_back)
    return lambda: c.browser(c.ward_officer).post(f"{made.get_absolute_url()}submit/")


def join(c):
    made = c.make_join()
    return lambda: c.browser(c.secretariat).post(
        f"/organization/joins/{made.pk}/decline/", {"reason": "別の方です。"}
    )


def confirmation(c):
    return lambda: confirm_organization(organization=c.sakai, by=c.colleague)


def handover(c):
    planned = c.plan_handover(c.colleague, email=c.officer.email, days=20)
    return lambda: cancel_handover(handover=planned, by=c.colleague)


KINDS = {
    "inquiries.answer": (inquiry, "officer", "回答は済んでいます"),
    "inquiries.answer, late": (late_inquiry, "officer", "回答は済んでいます"),
    "inquiries.review": (review, "ward_officer", "承認と送付は済んでいます"),
    "pamphlets.question": (question, "officer", "A4です。"),
    "pamphlets.answer": (pamphlet, "ward_officer", "回答は済んでいます"),
    "board.assignment": (assignment, "officer", "この担当は済んでいます"),
    "events.invitation": (invitation, "officer", "回答は済んでいます"),
    "events.application": (application, "officer", "すべて済んでいます"),
    "events.sheet": (sheet, "officer", "堺 次郎さんが提出"),
    "disaster.returned_report": (report, "ward_officer", "対応は済んでいます"),
    "members.join": (join, "officer", "「見送り」にしました"),
    "members.confirm": (confirmation, "officer", "確認が済んでいます"),
    "members.handover": (handover, "officer", "取消"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_its_page_says_that_it_is_done(request, browser, kind):
    make, who, words = KINDS[kind]
    client = browser(request.getfixturevalue(who))
    do = make(Fixtures(request))
    key = kind.partition(",")[0]
    (url,) = [item.url for item in pending_items(client) if item.key.partition(":")[0] == key]
    before = client.get(url, follow=True)
    assert before.status_code == 200
    assert words not in before.content.decode()
    do()
    assert not [item for item in pending_items(client) if item.key.partition(":")[0] == key]
    after = client.get(url, follow=True)
    assert after.status_code == 200
    assert words in after.content.decode()


def test_what_was_approved_says_so_for_pamphlets_too(browser, officer, colleague, koto, sakai, make_user):
    PamphletApprovalRule.objects.create(organization=sakai, needs_approval=True)
    pamphlet = ask(officer, [koto])
    page = browser(officer).get(f"/board/pamphlets/{pamphlet.pk}/confirm/", follow=True)
    assert "承認と送付は済んでいます" in page.content.decode()


def test_an_invitation_whose_day_has_passed_says_so(browser, officer, sakai, make_call):
    call = make_call()
    part = call.event.participations.create(organization=sakai, came_by="invitation")
    part.roles.create(role="booth", state=RoleState.INVITED)
    ExhibitorCall.objects.update(apply_until=today() - DAY)
    page = browser(officer).get(f"/events/{call.event_id}/call/apply/", follow=True)
    assert page.status_code == 200
    assert "期限" in page.content.decode()
