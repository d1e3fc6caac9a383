"""Jobs that run late or twice say nothing that is over, and nothing to those who left."""

from functools import partial

import pytest
import time_machine
from django.utils import timezone

from common import japanese_calendar
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close, withdraw
from correspondence.delegation.models import key_of
from correspondence.mails.emails import RequestMail
from inquiries.answers.actions import answer_inquiry, propose_answer, return_answer
from inquiries.changes.actions import add_organizations, move_due
from inquiries.delegation.actions import delegate_answer
from inquiries.questions.actions import change_questions
from inquiries.reminders.tasks import remind_organizations
from members.organizations.actions import end_membership
from members.users.models import User
from tests.inquiries.asking import as_cleaned
from tests.inquiries.results.cases import answer_with_files, kept
from tests.worker import by_clock, write_mails

pytestmark = pytest.mark.django_db


def told(purpose=""):
    """{address: number of mails} for that purpose, or for any."""
    rows = OutgoingMail.objects.exclude(state="skipped").filter(purpose__startswith=f"inquiries.{purpose}")
    rows = rows.values_list("to", flat=True)
    return {to: list(rows).count(to) for to in rows}


@pytest.fixture
def deputy(make_user, sakai):
    return make_user("deputy@city.example", sakai, "堺 代子", User.Role.OFFICER)


@pytest.mark.parametrize("backwards", [False, True])
def test_only_the_last_who_was_chosen_is_told(answer, officer, colleague, deputy, backwards):
    delegate_answer(answer=answer, by=officer, assignee=colleague, note="六月分だけです。")
    delegate_answer(answer=answer, by=officer, assignee=deputy, known=key_of(colleague))
    write_mails(backwards=backwards)
    assert told("answer_delegated") == {deputy.email: 1}
    assert "六月分" not in OutgoingMail.objects.get(purpose="inquiries.answer_delegated", state="queued").body


def test_nobody_is_told_to_write_what_was_answered(inquiry, answer, officer, colleague, give_answer):
    delegate_answer(answer=answer, by=officer, assignee=colleague)
    give_answer(inquiry, officer)
    write_mails()
    assert not told("answer_delegated")


def test_whoever_left_is_given_nothing_back(confirmed, sakai, officer, colleague, secretariat):
    answer = confirmed.answers.get()
    delegate_answer(answer=answer, by=officer, assignee=colleague)
    propose_answer(answer=answer, by=colleague, version=1, state="none")
    return_answer(answer=answer, by=officer, note="数も書いてください。")
    write_mails()
    assert told("answer_returned") == told("answer_delegated") == {colleague.email: 1}
    end_membership(organization=sakai, by=secretariat, on=japanese_calendar.today(), reason="退会")
    for mail in OutgoingMail.objects.filter(state="queued"):
        delivery.deliver(mail)
    assert not OutgoingMail.objects.filter(to=colleague.email, state="sent").exists()


def test_a_proposal_that_came_back_is_told_once(confirmed, officer, colleague):
    answer = confirmed.answers.get()
    for version in (1, 2):
        propose_answer(answer=answer, by=colleague, version=version, state="none")
        if version == 1:
            return_answer(answer=answer, by=officer, note="数も書いてください。")
    write_mails()
    assert told("answer_proposed") == {officer.email: 1}
    assert not told("answer_returned")


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_what_has_ended_asks_nobody(inquiry, answer, officer, colleague, ward_officer, end):
    delegate_answer(answer=answer, by=officer, assignee=colleague)
    later = japanese_calendar.add_working_days(inquiry.answer_due, 2)
    move_due(inquiry=inquiry, by=ward_officer, version=inquiry.version, answer_due=later)
    if end == "close":
        close(item=inquiry, by=ward_officer, although_silent=True)
    else:
        withdraw(item=inquiry, by=ward_officer, reason="中止です。")
    write_mails()
    purposes = set(OutgoingMail.objects.exclude(state="skipped").values_list("purpose", flat=True))
    assert purposes == {f"inquiries.inquiry_{'closed' if end == 'close' else 'withdrawn'}"}
    assert not by_clock(remind_organizations)


def test_all_have_answered_is_not_told_once_it_is_closed(inquiry, officer, ward_officer, give_answer):
    give_answer(inquiry, officer)
    close(item=inquiry, by=ward_officer)
    write_mails()
    assert not told("inquiry_complete")


def test_who_is_asked_later_hears_of_no_change_before(
    make_inquiry, ward_officer, sakai, officer, kushiro, stranger
):
    inquiry = make_inquiry(ward_officer, [sakai])
    rows = as_cleaned(inquiry)
    rows = [row | {"required": bool(row["required"])} for row in rows]
    change_questions(inquiry=inquiry, by=ward_officer, version=inquiry.version, questions=rows[:3])
    add_organizations(inquiry=inquiry, by=ward_officer, organizations=[kushiro])
    write_mails(backwards=True)
    assert officer.email in told("inquiry_changed")
    assert stranger.email not in told("inquiry_changed")
    assert told("inquiry_sent")[stranger.email] == 1


def test_who_left_is_told_nothing_more(
    make_inquiry, ward_officer, sakai, officer, kushiro, stranger, give_answer
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    give_answer(inquiry, stranger)
    for body in (sakai, kushiro):
        body.withdrawn_on = timezone.localdate()
        body.save(update_fields=["withdrawn_on"])
    later = japanese_calendar.add_working_days(inquiry.answer_due, 2)
    move_due(inquiry=inquiry, by=ward_officer, version=inquiry.version, answer_due=later)
    withdraw(item=inquiry, by=ward_officer, reason="中止です。")
    write_mails()
    assert not {officer.email, stranger.email} & set(told("inquiry_"))


def test_the_mail_names_no_mailbox_that_is_closed(inquiry, ward_officer, officer, koto):
    dead, other = inquiry.section, koto.sections.create(name="広報課", mailbox="koho@koto.example")
    dead.closed_at, dead.closed_by = timezone.now(), ward_officer
    dead.save(update_fields=["closed_at", "closed_by"])
    write_mails()
    body = OutgoingMail.objects.filter(to=officer.email).get().body
    assert dead.mailbox not in body
    assert other.mailbox in body
    assert f"{dead.name}（廃止）" in body


def test_a_file_of_the_same_name_is_a_correction(inquiry, officer, answer):
    answer_with_files(inquiry, officer, "要領.txt")
    answer.refresh_from_db()
    first, *_, file = inquiry.questions.current()
    other = kept(officer, "要領.txt", "別の中身")
    after = answer_inquiry(
        answer=answer, by=officer, version=answer.version, state="answered",
        values={first: "別添のとおりです。", file: None}, files={file: [other]},
    )  # fmt: skip
    assert after.version == answer.version + 1
    step = answer.steps.get(kind="corrected")
    assert step.changes == {"問6 実施要領": ["要領.txt", "要領.txt（差し替え）"]}


class TestMailsThatLeaveLate:
    """The mail server was down; the rows are there and are delivered now."""

    @pytest.fixture
    def left(self):
        """Write the mails, let `happen()` happen, deliver: the purposes of those that left."""

        def left(happen):
            write_mails()
            happen()
            for mail in OutgoingMail.objects.order_by("pk"):
                delivery.deliver(mail)
            sent = OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).values_list("purpose", "to")
            return {(purpose.removeprefix("inquiries."), to) for purpose, to in sent}

        return left

    @pytest.mark.parametrize("end", ["close", "withdraw", "answer", "leave"])
    def test_nobody_is_asked_any_more(self, end, inquiry, ward_officer, officer, sakai, give_answer, left):
        def leave():
            sakai.withdrawn_on = timezone.localdate()
            sakai.save(update_fields=["withdrawn_on"])

        ends = {
            "close": partial(close, item=inquiry, by=ward_officer, although_silent=True),
            "withdraw": partial(withdraw, item=inquiry, by=ward_officer, reason="中止"),
            "answer": partial(give_answer, inquiry, officer),
            "leave": leave,
        }
        assert not left(ends[end])
        assert OutgoingMail.objects.filter(state="skipped", last_error=RequestMail.no_longer_holds).exists()

    def test_what_still_stands_leaves(self, inquiry, answer, officer, colleague, left):
        delegate_answer(answer=answer, by=officer, assignee=colleague)
        people = {officer.email, colleague.email, officer.section.mailbox}
        asked = {("inquiry_sent", to) for to in people}
        assert left(lambda: None) == asked | {("answer_delegated", colleague.email)}

    def test_a_reminder_of_another_day_stays(self, inquiry, ward_officer, officer, left):
        with time_machine.travel(japanese_calendar.add_working_days(inquiry.answer_due, -5), tick=False):
            by_clock(remind_organizations)
        assert told("inquiry_reminded")
        due = japanese_calendar.add_working_days(inquiry.answer_due, 9)
        move = partial(move_due, inquiry=inquiry, by=ward_officer, version=1, answer_due=due)
        assert {purpose for purpose, _ in left(move)} == {"inquiry_sent"}

    def test_a_delegation_that_passed_on_stays(self, answer, officer, colleague, deputy, left):
        delegate_answer(answer=answer, by=officer, assignee=colleague)
        pass_on = partial(
            delegate_answer, answer=answer, by=officer, assignee=deputy, known=key_of(colleague)
        )
        assert "answer_delegated" not in {purpose for purpose, _ in left(pass_on)}
