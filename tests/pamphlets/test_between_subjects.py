"""Where the parts of a request meet: mails of what is over, double clicks, wards added later, numbers."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from common import japanese_calendar
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused, StaleVersion
from correspondence.closing.actions import close
from correspondence.sending.actions import add_addressees
from members.mail_tokens.models import MailToken
from members.sections.models import Section
from pamphlets.answer_changes.actions import cancel_change, propose_change, refuse_change
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.changes.actions import change_pamphlet, withdraw_pamphlet
from pamphlets.delegation.actions import delegate_answer
from pamphlets.deliveries.actions import Parcel, dispatch_copies
from pamphlets.reminders.tasks import remind_wards
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.actions import ask_back, reply_question
from pamphlets.yearly_summary.queries import by_ward
from tests.pamphlets.answers_by_mail.test_answers_by_mail import ACCEPT, opened
from tests.pamphlets.changes.test_changes import values_of
from tests.worker import by_clock, mailed_to, write_mails

pytestmark = pytest.mark.django_db


def mailed(purpose) -> set[str]:
    return mailed_to(f"pamphlets.{purpose}")


@pytest.fixture
def own(pamphlet, koto, answer_of):
    return answer_of(pamphlet, koto)


@pytest.fixture
def taken(own, ward_officer):
    return answer_pamphlet(answer=own, state="accepted", copies=300, by=ward_officer)


# --- mails that were overtaken ---------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_a_request_that_ended_before_the_worker_came_is_not_mailed_as_a_wish(pamphlet, officer, end):
    if end == "closed":
        close(item=pamphlet, by=officer, although_silent=True)
    else:
        withdraw_pamphlet(pamphlet=pamphlet, by=officer, reason="中止です。")
    write_mails()
    assert not mailed("pamphlet_sent")
    assert not MailToken.objects.exists()
    assert mailed(f"pamphlet_{end}")


def test_a_closing_that_became_a_withdrawal_is_mailed_once(pamphlet, officer):
    close(item=pamphlet, by=officer, although_silent=True)
    withdraw_pamphlet(pamphlet=pamphlet, by=officer, reason="中止です。")
    write_mails()
    assert not mailed("pamphlet_closed")
    assert mailed("pamphlet_withdrawn")


def test_a_question_that_was_replied_to_meanwhile_is_not_mailed(own, officer, ward_officer):
    question = ask_back(answer=own, text="箱の大きさは。", by=ward_officer)
    reply_question(question=question, reply="30cmです。", by=officer)
    write_mails("pamphlets.pamphlet_question_asked")
    assert not mailed("pamphlet_question_asked")
    withdraw_pamphlet(pamphlet=own.pamphlet, by=officer, reason="中止です。")
    write_mails("pamphlets.pamphlet_question_replied")
    assert not mailed("pamphlet_question_replied")


def test_a_request_handed_on_twice_is_mailed_to_the_last_section_once(own, koto, ward_officer):
    for name, mailbox in (("観光課", "kanko"), ("広報課", "koho")):
        section = Section.objects.create(organization=koto, name=name, mailbox=f"{mailbox}@koto.example")
        delegate_answer(answer=own, assignee=section, note="", by=ward_officer)
    write_mails("pamphlets.answer_delegated")
    assert mailed("answer_delegated") == {section.mailbox}


def test_a_ward_that_was_added_late_is_not_reminded_at_once(make_pamphlet, officer, koto, minato):
    def on(day, call):
        with time_machine.travel(f"2026-12-{day:02}T10:00:00+09:00", tick=False):
            return call()

    due = datetime.date(2026, 12, 15)  # a Tuesday: reminders on Tuesday the 8th and Monday the 14th
    pamphlet = on(1, lambda: make_pamphlet(officer, [koto], answer_due=due))
    on(10, lambda: add_addressees(item=pamphlet, by=officer, organizations=[minato]))
    assert on(10, lambda: by_clock(remind_wards)) == 1  # 江東区 alone, after a standstill
    assert on(11, lambda: by_clock(remind_wards)) == 0
    assert on(14, lambda: by_clock(remind_wards)) == 2


def test_no_reminder_while_the_offices_are_closed_at_the_end_of_the_year(make_pamphlet, officer, koto):
    with time_machine.travel("2026-12-15T10:00:00+09:00", tick=False):
        make_pamphlet(officer, [koto], answer_due=datetime.date(2027, 1, 6))
    counts = {}
    for day in ("12-24", "12-25", "12-28", "12-29", "12-31", "01-03", "01-04", "01-05"):
        year = 2027 if day.startswith("01") else 2026
        with time_machine.travel(f"{year}-{day}T10:00:00+09:00", tick=False):
            counts[day] = by_clock(remind_wards)
    # working days before 6 January: 5, 4 January, 28, 25, 24 December
    assert {day for day, count in counts.items() if count} == {"12-24", "01-05"}


@pytest.mark.parametrize(
    ("asked", "due"),
    [("2027-03-25", "2027-04-01"), ("2028-02-22", "2028-02-29"), ("2027-02-19", "2027-03-01")],
)
def test_reminders_over_the_turn_of_months_and_years(make_pamphlet, officer, koto, asked, due):
    due = datetime.date.fromisoformat(due)
    with time_machine.travel(f"{asked}T10:00:00+09:00", tick=False):
        make_pamphlet(officer, [koto], answer_due=due)
    last = japanese_calendar.add_working_days(due, -1)
    with time_machine.travel(f"{last}T10:00:00+09:00", tick=False):
        assert (by_clock(remind_wards), by_clock(remind_wards)) == (1, 0)


def test_a_ward_whose_people_all_left_is_reached_by_its_mailbox(
    pamphlet, ward_officer, koto, visitor, answer_of
):
    ward_officer.is_active = False
    ward_officer.save()
    write_mails("pamphlets.pamphlet_sent")
    mailbox = koto.sections.get().mailbox
    assert mailbox in mailed("pamphlet_sent")
    assert ward_officer.email not in mailed("pamphlet_sent")
    visitor.post(opened(visitor, mailbox), ACCEPT)
    assert answer_of(pamphlet, koto).copies == 300


def test_the_mail_of_a_dispatch_names_nobody_who_is_not_there_any_more(taken, officer, colleague, sakai):
    other = Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@sakai.example")
    dispatch_copies(
        pamphlet=taken.pamphlet,
        parcels=[Parcel(taken.pk)],
        on=japanese_calendar.today(),
        carrier="",
        by=officer,
    )
    Section.objects.filter(pk=officer.section_id).update(closed_at=timezone.now(), closed_by=officer)
    write_mails()
    body = OutgoingMail.objects.filter(purpose="pamphlets.delivery_dispatched").first().body
    assert other.mailbox in body
    assert officer.section.mailbox not in body


# --- pressed twice ---------------------------------------------------------------------------------------


def test_a_reply_pressed_twice_is_one(own, officer, colleague, ward_officer, browser):
    question = ask_back(answer=own, text="箱の大きさは。", by=ward_officer)
    client = browser(officer)
    address = f"/board/pamphlets/{own.pamphlet_id}/questions/{question.pk}/"
    for _ in range(2):
        assert client.post(address, {f"q{question.pk}-reply": "30cmです。"}).status_code == 302
    assert entries_of(own.pamphlet).filter(verb="pamphlets.pamphlet_question_replied").count() == 1
    with pytest.raises(ValidationError, match="既に堺 花子が返事"):
        reply_question(question=question, reply="30cmです。", by=colleague)


def test_a_change_pressed_twice_is_one(pamphlet, officer, colleague):
    values = values_of(pamphlet, description="直しました。")
    for _ in range(2):
        change_pamphlet(pamphlet=pamphlet, by=officer, version=1, values=values, files=[])
    assert entries_of(pamphlet).filter(verb="pamphlets.pamphlet_changed").count() == 1
    with pytest.raises(StaleVersion):
        change_pamphlet(pamphlet=pamphlet, by=colleague, version=1, values=values, files=[])


def test_a_draft_saved_twice_is_one(browser, officer, colleague, draft, typed, sample):
    client, own = browser(officer), files_of(draft)
    values = typed(files=None, kept_files=[str(own[0].pk)], title="新しい件名", version="1", save_draft="1")
    address = f"/board/pamphlets/{draft.pk}/edit/"
    assert [client.post(address, values).status_code for _ in range(2)] == [302, 302]
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("新しい件名", 2)
    for more in ({"title": "別の件名"}, {"files": [sample("別の見本.pdf")]}, {"kept_files": []}):
        assert client.post(address, values | more).status_code == 409, more
    assert browser(colleague).post(address, values).status_code == 409


# --- typed while a colleague was quicker -----------------------------------------------------------------


def test_rows_that_were_answered_meanwhile_come_back_with_a_word(
    browser, ward_officer, make_user, make_pamphlet, officer, koto, answer_of
):
    mate = make_user("mate@city.example", koto, "江東 五郎")
    first, second, ended, no = (answer_of(make_pamphlet(officer, [koto]), koto) for _ in range(4))
    answer_pamphlet(answer=first, state="accepted", copies=10, by=mate)
    answer_pamphlet(answer=no, state="declined", remark="棚なし", by=mate)
    withdraw_pamphlet(pamphlet=ended.pamphlet, by=officer, reason="中止です。")
    typed = {f"a{answer.pk}-{name}": value for answer in (first, second, ended, no)
             for name, value in (("decision", "accepted"), ("copies", "77"))}  # fmt: skip
    response = browser(ward_officer).post("/board/pamphlets/answer/", typed)
    page = response.content.decode()
    assert response.status_code == 400
    assert "1件に回答しました。" in page
    assert "既に江東 五郎が回答しています（受け入れ）" in page
    assert "既に江東 五郎が辞退と回答しています" in page
    assert "受付を終えました（取下げ）" in page
    assert page.count('value="77"') == 3
    copies = [WardAnswer.objects.get(pk=answer.pk).copies for answer in (first, second, ended, no)]
    assert copies == [10, 77, None, None]


def test_rows_pressed_twice_are_taken_once_and_rows_of_others_are_nobodys(
    browser, ward_officer, pamphlet, koto, minato, answer_of
):
    own, other = answer_of(pamphlet, koto), answer_of(pamphlet, minato)
    typed = {f"a{own.pk}-decision": "accepted", f"a{own.pk}-copies": "77",
             f"a{other.pk}-decision": "accepted", f"a{other.pk}-copies": "5"}  # fmt: skip
    client = browser(ward_officer)
    assert [client.post("/board/pamphlets/answer/", typed).status_code for _ in range(2)] == [302, 302]
    pamphlet.refresh_from_db()
    assert pamphlet.copies_accepted == 77
    assert answer_of(pamphlet, minato).is_owed


def test_an_answered_request_is_not_handed_on(own, koto, ward_officer):
    answer_pamphlet(answer=own, state="declined", remark="棚なし", by=ward_officer)
    section = Section.objects.create(organization=koto, name="観光課", mailbox="k@koto.example")
    with pytest.raises(ValidationError, match="既に江東 四郎が辞退と回答"):
        delegate_answer(answer=own, assignee=section, note="", by=ward_officer)


def test_a_section_that_closed_meanwhile_is_no_error_page(own, koto, ward_officer):
    section = Section.objects.create(organization=koto, name="観光課", mailbox="k@koto.example")
    Section.objects.filter(pk=section.pk).update(closed_at=timezone.now(), closed_by=ward_officer)
    with pytest.raises(ActionRefused, match="廃止されました"):
        delegate_answer(answer=own, assignee=section, note="", by=ward_officer)


# --- copies on their way while their number is talked about ----------------------------------------------


@pytest.mark.parametrize("side", ["ward_officer", "officer"])
def test_copies_do_not_leave_while_a_change_waits_for_its_reply(request, browser, taken, officer, side):
    change = propose_change(
        answer=taken, copies=200, places=None, reason="棚が減りました。", by=request.getfixturevalue(side)
    )
    address = f"/board/pamphlets/{taken.pamphlet_id}/delivery/"
    typed = {"dispatched_on": japanese_calendar.today().isoformat(), f"a{taken.pk}-chosen": "on"}
    client = browser(officer)
    response = client.post(address, typed)
    assert response.status_code == 400
    assert "返事を待っている部数の変更の申出（300部を200部に）" in response.content.decode()
    assert (
        f'href="/board/pamphlets/{taken.pamphlet_id}/answers/{taken.pk}/change/"' in response.content.decode()
    )
    if side == "officer":
        cancel_change(change=change, by=officer)
    else:
        refuse_change(change=change, by=officer)
    assert client.post(address, typed).status_code == 302


# --- numbers ---------------------------------------------------------------------------------------------


def test_the_summary_counts_a_wards_days_from_the_day_it_was_added(make_pamphlet, officer, koto, minato,
                                                                   minato_officer, answer_of):  # fmt: skip
    with time_machine.travel("2026-06-01T10:00:00+09:00", tick=False):
        pamphlet = make_pamphlet(officer, [koto], answer_due=datetime.date(2026, 7, 1))
    with time_machine.travel("2026-06-15T10:00:00+09:00", tick=False):
        add_addressees(item=pamphlet, by=officer, organizations=[minato])
    with time_machine.travel("2026-06-17T10:00:00+09:00", tick=False):
        answer_pamphlet(
            answer=answer_of(pamphlet, minato), state="declined", remark="棚なし", by=minato_officer
        )
        found = {line.organization: line.median for line in by_ward(2026).lines}
    assert found[minato] == 2


def test_the_list_counts_who_asked_back_among_those_who_owe(browser, officer, pamphlet, own, ward_officer):
    ask_back(answer=own, text="箱の大きさは。", by=ward_officer)
    assert "未回答 2区/2区" in browser(officer).get("/board/pamphlets/").content.decode()


def test_a_changed_due_date_is_not_years_away(browser, officer, pamphlet):
    address = f"/board/pamphlets/{pamphlet.pk}/change/"
    response = browser(officer).post(address, {"version": "1", "answer_due": "2199-12-31"})
    assert "今日から1年以内" in response.content.decode()
    assert PamphletRequest.objects.get(pk=pamphlet.pk).answer_due == pamphlet.answer_due
