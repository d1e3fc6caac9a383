"""Leaving (退会), the times of membership (会員期間), and coming back."""

import datetime
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client

from common import japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from members.organizations.actions import open_missing_periods
from members.organizations.models import Membership, Organization
from members.users.models import User
from members.withdrawals.actions import (
    accept_withdrawal,
    ask_withdrawal,
    cancel_withdrawal,
)
from members.withdrawals.models import Withdrawal
from members.withdrawals.tasks import carry_out_due_withdrawal
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
PATH = "/organization/withdrawal/"


@pytest.fixture
def leaving():
    """What the representative types to leave in a week."""
    day = japanese_calendar.today() + datetime.timedelta(days=7)
    return {"effective_on": japanese_calendar.wareki(day), "reason": "事業の見直しのため"}


@pytest.fixture
def asked(officer, sakai):
    day = japanese_calendar.today() + datetime.timedelta(days=7)
    return ask_withdrawal(organization=sakai, effective_on=day, reason="見直し", by=officer)


def url(withdrawal, verb=""):
    return f"/members/withdrawals/{withdrawal.pk}/{verb}"


def test_who_asks_to_leave(browser, officer, stranger, leaving):
    other = f"{PATH}?organization={officer.organization.pk}"  # only the secretariat may name another
    assert browser(stranger).post(other, leaving).status_code == 302
    assert Withdrawal.objects.get().organization == stranger.organization


def test_who_takes_back(browser, officer, secretariat, asked):
    path = f"/organization/withdrawal/{asked.pk}/cancel/"
    assert browser(officer).post(path).url == PATH
    asked.refresh_from_db()
    assert (asked.state, asked.cancelled_by) == ("cancelled", officer)
    assert OutgoingMail.objects.filter(purpose="members.withdrawal_cancelled").count() == 3
    other = browser(secretariat).post(path)
    assert browser(secretariat).get(other.url).status_code == 200
    again = browser(officer).post(path, follow=True).content.decode()
    assert "すでに「取消し」になっています" in again


def test_asking_tells_the_section_and_the_secretariat(browser, officer, secretariat, leaving, sakai):
    client = browser(officer)
    assert client.post(PATH, leaving).url == PATH
    page = client.get(PATH).content.decode()
    assert "退会の申出を取り消す" in page
    assert "退会を申し出る" not in page
    to = set(OutgoingMail.objects.filter(purpose="members.withdrawal_asked").values_list("to", flat=True))
    assert to == {sakai.sections.get().mailbox, officer.email}
    told = OutgoingMail.objects.get(purpose="members.withdrawal_waiting")
    assert (told.to, told.body.count("http")) == (secretariat.section.mailbox, 1)
    twice = client.post(PATH, leaving)
    assert (twice.status_code, Withdrawal.objects.count()) == (400, 1)
    assert "すでに受け付けています" in twice.content.decode()
    desk = browser(secretariat).get("/members/desk/").content.decode()
    assert "退会の申出" in desk
    assert "堺市" in browser(secretariat).get("/members/withdrawals/").content.decode()
    sakai.refresh_from_db()
    assert sakai.is_member


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("令和2年1月1日", "今日以降"),
        ("令和99年2月29日", "日付"),
        ("2199/12/31", "1年以内"),
        ("", "入力してください"),
        ("\0", "入力"),
    ],
)
def test_a_bad_day_is_refused_and_what_was_typed_stays(browser, officer, leaving, day, sentence):
    answer = browser(officer).post(PATH, {**leaving, "effective_on": day})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert leaving["reason"] in answer.content.decode()
    assert not Withdrawal.objects.exists()


def test_accepted_it_happens_on_its_day_in_japan(browser, officer, secretariat, sakai):
    day = datetime.date(2027, 4, 1)
    with time_machine.travel(datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC), tick=False):
        asked = ask_withdrawal(organization=sakai, effective_on=day, reason="見直し", by=officer)
        assert browser(secretariat).post(url(asked, "accept/")).url == url(asked)
        assert OutgoingMail.objects.filter(purpose="members.withdrawal_accepted").count() == 2
    # 23:59 on 31 March in Tokyo is still the day before
    with time_machine.travel(datetime.datetime(2027, 3, 31, 14, 59, tzinfo=datetime.UTC), tick=False):
        assert by_clock(carry_out_due_withdrawal) == 0
        assert browser(officer).get("/organization/").status_code == 200
    with time_machine.travel(datetime.datetime(2027, 3, 31, 15, 1, tzinfo=datetime.UTC), tick=False):
        assert by_clock(carry_out_due_withdrawal) == 1
        assert by_clock(carry_out_due_withdrawal) == 0
        client = browser(officer)
        assert client.get("/organization/").status_code == 403
    sakai.refresh_from_db()
    assert (sakai.withdrawn_on, sakai.is_member) == (day, False)
    period = Membership.objects.get(organization=sakai)
    assert (period.withdrawn_on, period.withdrawn_by, period.reason) == (day, secretariat, "見直し")
    officer.refresh_from_db()
    assert officer.is_active
    assert OutgoingMail.objects.filter(purpose="members.withdrawal_done").count() == 3


def test_leap_day_is_a_day(officer, secretariat, sakai):
    with time_machine.travel(datetime.datetime(2028, 2, 1, tzinfo=datetime.UTC), tick=False):
        asked = ask_withdrawal(
            organization=sakai, effective_on=datetime.date(2028, 2, 29), reason="見直し", by=officer
        )
        accept_withdrawal(withdrawal=asked, by=secretariat)
    assert by_clock(carry_out_due_withdrawal, day=datetime.date(2028, 2, 28)) == 0
    assert by_clock(carry_out_due_withdrawal, day=datetime.date(2028, 2, 29)) == 1


def test_a_day_that_has_come_is_done_at_once_and_the_directory_forgets(browser, officer, secretariat, sakai):
    refresh_index_now(sakai)
    asked = ask_withdrawal(
        organization=sakai, effective_on=japanese_calendar.today(), reason="見直し", by=officer
    )
    accept_withdrawal(withdrawal=asked, by=secretariat)
    refresh_index_now(sakai)
    assert "堺市" not in Client().get("/members/").content.decode()
    assert not search_texts("堺市", audiences=["public"]).rows
    page = browser(secretariat).get("/members/271403/").content.decode()
    assert "会員期間" in page
    assert AuditEntry.objects.filter(verb="members.organization_withdrawn", by=secretariat).exists()


def test_declining_needs_a_reason(browser, officer, secretariat, asked):
    client = browser(secretariat)
    assert client.post(url(asked, "decline/"), {"answer": " "}).status_code == 400
    client.post(url(asked, "decline/"), {"answer": "合併の日を確かめてください。"})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("declined", secretariat)
    assert "合併の日" in OutgoingMail.objects.filter(purpose="members.withdrawal_declined").first().body
    assert "合併の日" in browser(officer).get(PATH).content.decode()
    page = client.post(url(asked, "accept/"), follow=True).content.decode()
    assert "すでに「見送り」になっています" in page


def test_the_secretariat_takes_an_organisation_out_itself(browser, secretariat, officer, sakai):
    client, path = browser(secretariat), f"{PATH}?organization={sakai.pk}"
    assert client.get(path).status_code == 200
    early = client.post(path, {"effective_on": "平成31年4月30日", "reason": "合併"})
    assert (early.status_code, "会員登録日" in early.content.decode()) == (400, True)
    answer = client.post(path, {"effective_on": "令和2年4月1日", "reason": "合併"})
    made = Withdrawal.objects.get()
    assert answer.url == url(made)
    assert (made.state, made.decided_by) == ("done", secretariat)
    sakai.refresh_from_db()
    assert sakai.withdrawn_on == datetime.date(2020, 4, 1)
    assert "に退会しました" in client.get(path).content.decode()


def test_a_mistake_is_undone_without_a_gap(browser, secretariat, officer, sakai):
    day = japanese_calendar.today()
    made = ask_withdrawal(organization=sakai, effective_on=day, reason="誤り", by=secretariat)
    client = browser(secretariat)
    assert "会員に戻す" in client.get(url(made)).content.decode()
    assert "会員に戻しました" in client.post(url(made, "undo/"), follow=True).content.decode()
    made.refresh_from_db()
    sakai.refresh_from_db()
    assert (made.state, sakai.is_member, sakai.joined_on) == ("cancelled", True, datetime.date(2020, 4, 1))
    period = sakai.memberships.get()
    assert (period.withdrawn_on, period.reason) == (None, "")
    page = client.post(url(made, "undo/"), follow=True).content.decode()
    assert "取り消すことはできません" in page


def test_sending_the_form_twice_asks_once(browser, officer, leaving):
    client, once = browser(officer), {**leaving, "idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    assert [client.post(PATH, once).status_code for _ in range(2)] == [302, 302]
    assert Withdrawal.objects.count() == 1


def test_wards_and_secretariat_cannot_leave(secretariat, ward_officer, koto, secretariat_body):
    for body, person in ((koto, ward_officer), (koto, secretariat), (secretariat_body, secretariat)):
        with pytest.raises(refusals.ActionRefused):
            ask_withdrawal(organization=body, effective_on=japanese_calendar.today(), reason="x", by=person)


def test_the_list_costs_the_same_for_one_and_three(
    browser, secretariat, asked, make_organization, make_user, django_assert_num_queries
):
    client = browser(secretariat)
    client.get("/members/withdrawals/")
    with django_assert_num_queries(5):
        client.get("/members/withdrawals/")
    for n in range(2):
        body = make_organization(f"見本{n}市", code=f"01999{n}", prefecture="北海道")
        person = make_user(f"more{n}@city.example", body)
        ask_withdrawal(organization=body, effective_on=japanese_calendar.today(), reason="x", by=person)
    with django_assert_num_queries(5):
        assert client.get("/members/withdrawals/").content.decode().count("見本") >= 2


@pytest.mark.django_db(transaction=True)
def test_accepted_and_cancelled_at_once_one_wins(secretariat, officer, asked):
    outcomes = []

    def press(action, by):
        try:
            action(withdrawal=Withdrawal.objects.get(pk=asked.pk), by=by)
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    Withdrawal.objects.update(effective_on=japanese_calendar.today())
    threads = [
        threading.Thread(target=press, args=[accept_withdrawal, secretariat]),
        threading.Thread(target=press, args=[cancel_withdrawal, officer]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.refresh_from_db()
    assert outcomes.count("done") == 1, outcomes
    assert Organization.objects.get(pk=asked.organization_id).is_member == (asked.state == "cancelled")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "accepted"},
        {"state": "cancelled"},
        {"answer": "理由"},
        {"done_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
        {"cancelled_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
        {"decided_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
    ],
)
def test_half_withdrawals_are_refused_by_the_database(asked, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.update(**change)


def test_one_open_withdrawal_and_one_open_period(asked, sakai, officer):
    open_missing_periods()
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(
            organization=sakai, effective_on=japanese_calendar.today(), reason="x", created_by=officer
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(organization=sakai, joined_on=japanese_calendar.today())


def test_rows_are_seen_by_their_own(asked, officer, stranger, secretariat, visitor):
    from django.contrib.auth.models import AnonymousUser

    open_missing_periods()
    for model in (Withdrawal, Membership):
        mine = model.objects.filter(organization=officer.organization)
        assert mine.visible_to(officer).count() == mine.visible_to(secretariat).count() == 1
        assert not mine.visible_to(stranger)
        assert not model.objects.visible_to(AnonymousUser())
        assert not model.objects.visible_to(User(email="x", is_active=True))
