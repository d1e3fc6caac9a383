"""The times of membership (会員期間), and coming back."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from common import japanese_calendar, refusals
from common.outbox.models import OutgoingMail
from members.application_queue.actions import approve_application
from members.applications.actions import submit_application, verify_application
from members.applications.models import Application
from members.applications.targets import Target
from members.mail_tokens.models import MailToken
from members.organizations.actions import end_membership, open_missing_periods
from members.organizations.models import Membership, Organization
from members.users.models import User
from members.withdrawals.actions import accept_withdrawal, ask_withdrawal
from members.withdrawals.tasks import carry_out_due_withdrawal
from tests.worker import by_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(officer, sakai):
    day = japanese_calendar.today() + datetime.timedelta(days=7)
    return ask_withdrawal(organization=sakai, effective_on=day, reason="見直し", by=officer)


def test_coming_back_keeps_people_and_periods(secretariat, officer, colleague, sakai, fields, visitor):
    """The representative applies again with the address they log in with."""
    open_missing_periods()
    day = japanese_calendar.today()
    asked = ask_withdrawal(organization=sakai, effective_on=day, reason="見直し", by=officer)
    accept_withdrawal(withdrawal=asked, by=secretariat)
    named = {
        **fields,
        "prefecture": "大阪府",
        "name": "堺市",
        "name_kana": "さかいし",
        "email": officer.email,
    }
    submit_application(target=Target(sakai.local_government), fields=named)
    application = Application.objects.get()
    verify_application(mail_token=MailToken.objects.get(subject_application=application))
    approve_application(application=application, by=secretariat)
    sakai.refresh_from_db()
    assert (sakai.is_member, sakai.joined_on) == (True, day)
    periods = list(sakai.memberships.order_by("id"))
    assert [(row.joined_on, row.withdrawn_on) for row in periods] == [
        (datetime.date(2020, 4, 1), day),
        (day, None),
    ]
    assert periods[1].application == application
    officer.refresh_from_db()
    assert (officer.section.organization, officer.is_representative) == (sakai, True)
    assert officer.has_usable_password()
    assert not OutgoingMail.objects.filter(purpose="members.user_invited").exists()
    told = set(
        OutgoingMail.objects.filter(purpose="members.application_approved").values_list("to", flat=True)
    )
    assert told == {officer.email, fields["mailbox"]}
    assert sakai.sections.get().mailbox == fields["mailbox"]
    assert User.objects.of(sakai).count() == 2


def test_a_stranger_with_an_account_cannot_bring_a_body_back(officer, stranger, sakai, secretariat, fields):
    end_membership(organization=sakai, by=secretariat, on=japanese_calendar.today(), reason="合併")
    named = {**fields, "prefecture": "大阪府", "name": "堺市", "email": stranger.email}
    submit_application(target=Target(sakai.local_government), fields=named)
    assert not Application.objects.exists()
    assert OutgoingMail.objects.get().purpose == "members.account_exists"


def test_joining_a_body_that_left_meanwhile_is_refused(secretariat, officer, sakai, fields):
    target = Target(sakai.local_government, sakai, joining=True)
    named = {**fields, "prefecture": "大阪府", "name": "堺市", "email": "more@city.sakai.example"}
    submit_application(target=target, fields=named)
    verify_application(mail_token=MailToken.objects.get(subject_application=Application.objects.get()))
    end_membership(organization=sakai, by=secretariat, on=japanese_calendar.today(), reason="合併")
    with pytest.raises(refusals.ActionRefused, match="退会しているため"):
        approve_application(application=Application.objects.get(), by=secretariat)
    sakai.refresh_from_db()
    assert not sakai.is_member


def test_a_closed_section_of_the_same_name_opens_again(secretariat, officer, sakai, fields):
    sakai.sections.update(closed_at=datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC), closed_by=secretariat)
    end_membership(organization=sakai, by=secretariat, on=japanese_calendar.today(), reason="合併")
    named = {**fields, "prefecture": "大阪府", "name": "堺市", "name_kana": "さかいし"}
    submit_application(target=Target(sakai.local_government), fields=named)
    verify_application(mail_token=MailToken.objects.get(subject_application=Application.objects.get()))
    approve_application(application=Application.objects.get(), by=secretariat)
    section = sakai.sections.get()
    assert (section.is_open, section.mailbox) == (True, fields["mailbox"])


@pytest.mark.usefixtures("no_cast")
def test_periods_of_loaded_organisations_are_opened_once(sakai, kushiro, koto):
    Organization.objects.filter(pk=kushiro.pk).update(withdrawn_on=datetime.date(2024, 3, 31))
    assert open_missing_periods() == 3
    assert open_missing_periods() == 0
    assert kushiro.memberships.get().withdrawn_on == datetime.date(2024, 3, 31)


def test_the_admin_reads_the_end_and_mends_the_start(browser, secretariat, sakai):
    open_missing_periods()
    path = f"/admin/members/organization/{sakai.pk}/change/"
    typed = {"kind": "municipality", "local_government": sakai.local_government_id, "prefecture": "大阪府"}
    typed |= {
        "name": "堺市",
        "name_kana": "さかいし",
        "joined_on": "2019-04-01",
        "withdrawn_on": "2026-01-01",
    }
    client = browser(secretariat)
    assert client.post(path, typed).status_code == 302
    sakai.refresh_from_db()
    assert (sakai.joined_on, sakai.withdrawn_on) == (datetime.date(2019, 4, 1), None)
    assert sakai.memberships.get().joined_on == sakai.joined_on
    empty = client.post(path, {**typed, "joined_on": ""})
    assert "退会の申出を登録してください" in empty.content.decode()
    assert "会員期間" in client.get(path).content.decode()


def test_a_later_joining_than_leaving_ends_on_the_day_of_joining(officer, secretariat, sakai, asked):
    accept_withdrawal(withdrawal=asked, by=secretariat)
    Organization.objects.filter(pk=sakai.pk).update(joined_on=datetime.date(2099, 4, 1))
    assert by_clock(carry_out_due_withdrawal, day=asked.effective_on) == 1
    period = Membership.objects.get()
    assert period.joined_on == period.withdrawn_on == datetime.date(2099, 4, 1)


@pytest.mark.parametrize("change", [{"withdrawn_on": datetime.date(2000, 1, 1)}, {"reason": "理由"}])
def test_half_periods_are_refused_by_the_database(sakai, change):
    open_missing_periods()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(**change)
