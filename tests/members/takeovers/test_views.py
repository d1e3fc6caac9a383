"""Taking a post over without an account: three screens from the mail."""

import datetime
import uuid

import pytest
from django.conf import settings
from django.test import Client

from common import japanese_calendar, refusals
from common.outbox.models import OutgoingMail
from members.handovers.actions import approve_handover, cancel_handover
from members.handovers.models import Handover
from members.mail_tokens.models import MailToken
from members.reviews.models import Review
from members.takeovers.actions import take_over
from members.users.actions import deactivate_user
from members.users.models import User
from tests.members.simultaneously import together

pytestmark = pytest.mark.django_db
FORM = "/members/takeover/form/"


def post(client, typed, stage="submit"):
    return client.post(FORM, {**typed, "stage": stage})


@pytest.fixture
def typed(officer):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "leaving": officer.pk,
        "successor_name": "後任 七子",
        "successor_email": "successor@city.example",
        "effective_on": japanese_calendar.wareki(japanese_calendar.today()),
    }


def test_the_form_names_the_people_of_this_section_only(
    takeover_browser, officer, colleague, stranger, sakai
):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    page = takeover_browser.get(FORM).content.decode()
    assert officer.name in page
    assert officer.email not in page
    assert colleague.name not in page
    assert stranger.name not in page


def test_three_screens_to_the_hand_over(takeover_browser, officer, typed, secretariat):
    confirm = post(takeover_browser, typed, "confirm").content.decode()
    assert "まだ登録されていません" in confirm
    assert not Handover.objects.exists()
    assert 'value="後任 七子"' in post(takeover_browser, typed, "edit").content.decode()
    assert post(takeover_browser, typed).url == "/members/takeover/done/"
    done = takeover_browser.get("/members/takeover/done/").content.decode()
    assert "引継ぎの承認を待っています" in done  # of a representative
    approve_handover(handover=Handover.objects.get(), by=secretariat)
    assert "引継ぎが済みました" in takeover_browser.get("/members/takeover/done/").content.decode()
    made = Handover.objects.get()
    assert (made.origin, made.created_by, made.successor.role) == ("mailbox", None, "representative")
    officer.refresh_from_db()
    assert not officer.is_active
    assert OutgoingMail.objects.get(purpose="members.user_invited").to == "successor@city.example"
    assert OutgoingMail.objects.get(purpose="members.handover_ended").to == officer.email
    assert Review.objects.get().organization == officer.organization
    assert Client().get("/members/takeover/done/").url == "/members/takeover/"


def test_the_mail_is_used_once(takeover_browser, ask_takeover, typed, colleague):
    other = Client()
    mail_token = MailToken.objects.get(purpose="takeover")
    session = other.session
    session["takeover"] = mail_token.token_hash
    session.save()
    assert post(takeover_browser, typed).status_code == 302
    assert post(takeover_browser, typed).url == "/members/takeover/done/"  # pressed twice
    assert post(other, {**typed, "leaving": colleague.pk}).url == "/members/proof/"
    assert Handover.objects.count() == 1


def test_the_predecessor_and_the_representative_can_stop_it(
    browser, takeover_browser, officer, colleague, typed, secretariat
):
    day = japanese_calendar.today() + datetime.timedelta(days=5)
    post(takeover_browser, {**typed, "leaving": colleague.pk, "effective_on": day.isoformat()})
    told = set(OutgoingMail.objects.filter(purpose="members.handover_planned").values_list("to", flat=True))
    assert told == {colleague.email, officer.email, colleague.section.mailbox}
    assert "届け出た人: 担当課の共通アドレス" in browser(colleague).get("/mypage/").content.decode()
    assert Review.objects.get().entry.verb == "members.handover_registered"
    handover = Handover.objects.get()
    cancel_handover(handover=handover, by=colleague)
    assert officer.name  # the representative is asked in test_handover


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"successor_email": "stranger@city.example"}, "ほかの団体の担当者"),
        ({"effective_on": "令和2年4月1日"}, "今日以降の日付"),
        ({"effective_on": "令和99年4月1日"}, "60日以内"),
        ({"successor_name": "\0"}, "氏名"),
        ({"leaving": "0"}, "前任者を一覧から"),
    ],
)
@pytest.mark.parametrize("stage", ["confirm", "submit"])
def test_bad_takeovers_are_refused_and_the_mail_stays_good(
    takeover_browser, officer, stranger, typed, change, sentence, stage
):
    answer = post(takeover_browser, {**typed, **change}, stage)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Handover.objects.exists()
    assert post(takeover_browser, typed).status_code == 302


def test_people_of_other_sections_cannot_be_named(
    takeover_browser, stranger, colleague, sakai, section, typed
):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    for person in (stranger, colleague):
        assert post(takeover_browser, {**typed, "leaving": person.pk}).status_code == 400
        with pytest.raises(refusals.ActionRefused):
            take_over(
                leaving=person,
                successor_name="x",
                successor_email="x@city.example",
                effective_on=japanese_calendar.today(),
                section=section,
            )


def test_nobody_takes_the_secretariat_over(secretariat):
    with pytest.raises(refusals.ActionRefused):
        take_over(
            leaving=secretariat,
            successor_name="x",
            successor_email="x@city.example",
            effective_on=japanese_calendar.today(),
            section=secretariat.section,
        )


def test_one_who_is_gone_already_is_followed(takeover_browser, officer, colleague, secretariat, typed):
    deactivate_user(user=officer, by=secretariat, reason="退職")
    assert "利用を終了した担当者" in takeover_browser.get(FORM).content.decode()
    assert post(takeover_browser, typed).status_code == 302
    approve_handover(handover=Handover.objects.get(), by=secretariat)
    assert User.objects.get(email="successor@city.example").role == "representative"
    assert not OutgoingMail.objects.filter(purpose="members.handover_ended").exists()


def test_a_section_without_anybody_says_what_to_do(takeover_browser, officer, typed, secretariat):
    post(takeover_browser, typed)
    approve_handover(handover=Handover.objects.get(), by=secretariat)
    User.objects.filter(email="successor@city.example").update(section=None)
    mail_token = MailToken.objects.get(purpose="takeover")
    mail_token.used_at = None
    mail_token.save()
    session = takeover_browser.session
    session["takeover"] = mail_token.token_hash
    session.save()
    assert "引き継げる担当者がいません" in takeover_browser.get(FORM).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_real_double_click_registers_once(takeover_browser, officer, colleague, typed):
    typed["effective_on"] = (japanese_calendar.today() + datetime.timedelta(days=3)).isoformat()
    cookies = takeover_browser.cookies[settings.SESSION_COOKIE_NAME].value

    def press():
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = cookies
        return post(client, typed).url

    assert together(press, press) == ["/members/takeover/done/"] * 2
    assert Handover.objects.count() == 1


def test_the_mail_of_a_former_mailbox_opens_nothing(visitor, ask_takeover, takeover_browser, section, typed):
    link, _, _ = ask_takeover()
    section.mailbox = "new@city.example"
    section.save()
    page = visitor.post(link)
    assert page.status_code == 400
    assert "共通アドレスが変わった" in page.content.decode()
    assert post(takeover_browser, typed).url == "/members/proof/"  # its link was replaced by the later mail
    assert not Handover.objects.exists()


def test_addresses_are_not_tried_out_through_the_form(takeover_browser, typed):
    statuses = [post(takeover_browser, typed, "confirm").status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
