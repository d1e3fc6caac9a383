"""A mail that went to an address which is not the right one any more opens nothing."""

import pytest

from common import japanese_calendar, refusals
from members.applications.actions import decline_application
from members.handovers.actions import approve_handover
from members.mail_tokens.actions import resend_token
from members.sections.actions import change_section
from members.takeovers.actions import take_over
from members.users.actions import deactivate_user
from members.users.invitations import invite_user
from members.users.models import User

pytestmark = pytest.mark.django_db


def test_the_link_of_a_round_ends_with_the_mailbox_it_went_to(visitor, officer, link, sakai):
    section = sakai.sections.get()
    assert visitor.get(link).status_code == 200
    change_section(section=section, fields={"mailbox": "new@city.example"}, by=officer)
    page = visitor.get(link)
    assert page.status_code == 400
    assert "共通アドレスが変わった" in page.content.decode()
    assert officer.name not in page.content.decode()


def test_an_invitation_ends_with_the_address_it_went_to(visitor, invited, last_mail):
    link = last_mail("user_invited")[1]
    User.objects.filter(pk=invited.subject_id).update(email="right@city.example")
    assert visitor.post(link).status_code == 400
    assert "_auth_user_id" not in visitor.session


def test_an_invitation_does_not_set_a_password_that_was_set_meanwhile(visitor, invited, last_mail):
    link = last_mail("user_invited")[1]
    person = invited.subject
    person.set_password("matsu-take-ume-8")
    person.save()
    assert visitor.post(link).status_code == 400


def test_the_form_of_one_invitation_does_not_act_on_another(visitor, invited, stranger, last_mail):
    first = last_mail("user_invited")[1]
    stranger.set_unusable_password()
    stranger.save()
    invite_user(user=stranger)
    second = last_mail("user_invited")[1]
    assert visitor.post(first).status_code == 302
    assert visitor.post(second).status_code == 302
    typed = {"number": invited.number, "password1": "matsu-take-ume-8", "password2": "matsu-take-ume-8"}
    assert visitor.post("/members/proof/password/", typed).url == "/members/proof/"
    stranger.refresh_from_db()
    assert not stranger.has_usable_password()


def test_a_shared_address_does_not_wake_another_persons_account(officer, colleague, sakai, secretariat):
    deactivate_user(user=colleague, by=officer, reason="x")
    made = take_over(
        leaving=officer,
        section=sakai.sections.get(),
        successor_name="後任 七子",
        successor_email=colleague.email,
        effective_on=japanese_calendar.today(),
    )
    approve_handover(handover=made, by=secretariat)
    colleague.refresh_from_db()
    assert not colleague.is_active
    made.refresh_from_db()
    assert (made.successor.name, made.successor.has_usable_password()) == ("後任 七子", False)


def test_an_ended_administrator_does_not_come_back_by_a_hand_over(officer, colleague, sakai, secretariat):
    User.objects.filter(pk=colleague.pk).update(is_superuser=True, is_active=False)
    made = take_over(
        leaving=officer,
        section=sakai.sections.get(),
        successor_name=colleague.name,
        successor_email=colleague.email,
        effective_on=japanese_calendar.today(),
    )
    with pytest.raises(refusals.ActionRefused):
        approve_handover(handover=made, by=secretariat)
    colleague.refresh_from_db()
    assert not colleague.is_active


def test_a_mail_nobody_waits_for_is_not_sent_again(secretariat, returned):
    mail_token = returned.mail_tokens.get(purpose="revision")
    assert resend_token(number=mail_token.number, email=mail_token.email)
    decline_application(application=returned, by=secretariat, reason="期限が過ぎたため")
    assert not resend_token(number=mail_token.number, email=mail_token.email)
