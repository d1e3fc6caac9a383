"""Taking a post over from the section's mailbox, without an account and without the predecessor."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from members import actions
from members.domains import masked_domain
from members.models import Handover, MailProof, Review, User
from office import calendar
from office.models import Mail
from tests.members.test_handover import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests():
    cache.clear()


@pytest.fixture
def section(sakai):
    return sakai.sections.get()


@pytest.fixture
def offered(section, officer):
    """The mail in the section's mailbox: `offered()` gives its link, number and code."""

    def ask():
        actions.offer_takeover(section=section)
        mail = Mail.objects.filter(purpose="members.takeover_offered").first()
        number = re.search(r"受付番号\s+(\d{4}-\d{4})", mail.body)[1]
        code = re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)[1]
        return re.search(r"https?://[^/]+(/members/proof/\S+)", mail.body)[1], number, code

    return ask


@pytest.fixture
def proved(offered):
    """A browser in which the link was pressed."""
    client = Client()
    assert client.post(offered()[0]).url == "/members/takeover/form/"
    return client


@pytest.fixture
def typed(officer):
    return {
        "once": str(uuid.uuid4()),
        "leaving": officer.pk,
        "successor_name": "後任 七子",
        "successor_email": "successor@city.example",
        "effective_on": calendar.wareki(calendar.today()),
    }


FORM = "/members/takeover/form/"


def post(client, typed, stage="submit"):
    return client.post(FORM, {**typed, "stage": stage})


def test_the_member_is_found_by_prefecture_and_by_name(visitor, sakai, kushiro, secretariat_body):
    for query in ("?prefecture=27", "?q=さかい", "?q=大阪府堺市", "?prefecture=27&q=堺"):
        page = visitor.get(f"/members/takeover/{query}").content.decode()
        assert f"/members/takeover/{sakai.pk}/" in page
        assert f"/members/takeover/{kushiro.pk}/" not in page
    assert "当てはまる会員がありません" in visitor.get("/members/takeover/?q=ほげ").content.decode()
    assert visitor.get(f"/members/takeover/{secretariat_body.pk}/").status_code == 404


def test_finding_costs_the_same_for_one_and_three(visitor, make_organization, django_assert_num_queries):
    for n, code in enumerate(("271403", "272027", "272035"), 1):
        make_organization(f"見本{n}市", code=code, prefecture="大阪府")
        if n in (1, 3):
            with django_assert_num_queries(1):
                page = visitor.get("/members/takeover/?prefecture=27").content.decode()
            assert page.count("大阪府見本") == n


def test_the_mailbox_is_never_shown(visitor, sakai, section):
    section.mailbox = "kikaku@city.sakai.lg.jp"
    section.save()
    page = visitor.get(f"/members/takeover/{sakai.pk}/").content.decode()
    assert "kikaku" not in page
    assert "city.sakai" not in page
    assert "c＊＊.s＊＊.l＊＊.jp" in page
    assert masked_domain("a@gmail.com") == "g＊＊.com"


def test_asking_says_the_same_whoever_is_there(visitor, officer, section, kushiro):
    empty = kushiro.sections.get()
    answers = [visitor.post(f"/members/takeover/sections/{which.pk}/send/") for which in (section, empty)]
    assert [answer.url for answer in answers] == ["/members/takeover/sent/"] * 2
    assert Mail.objects.get(purpose="members.takeover_offered").to == section.mailbox
    assert "担当者の追加" in Mail.objects.get(purpose="members.takeover_nobody", to=empty.mailbox).body
    assert visitor.get(f"/members/takeover/sections/{section.pk}/send/").status_code == 405


def test_who_may_not_be_asked_for(visitor, secretariat, section, officer):
    own = secretariat.section
    assert visitor.post(f"/members/takeover/sections/{own.pk}/send/").status_code == 404
    actions.offer_takeover(section=own)
    section.closed_at, section.closed_by = calendar.timezone.now(), secretariat
    section.save()
    assert visitor.post(f"/members/takeover/sections/{section.pk}/send/").status_code == 404
    actions.offer_takeover(section=section)
    assert not Mail.objects.exists()


def test_a_stranger_cannot_fill_the_mailbox(visitor, section, officer):
    path = f"/members/takeover/sections/{section.pk}/send/"
    assert [visitor.post(path).status_code for _ in range(6)] == [302] * 5 + [429]
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
        assert visitor.post(path).status_code == 302
    assert Mail.objects.filter(purpose="members.takeover_offered").count() == 5
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=9)):
        actions.offer_takeover(section=section)
    assert Mail.objects.filter(purpose="members.takeover_offered").count() == 6


def test_only_the_pressed_link_opens_the_form(visitor, offered):
    link, _, _ = offered()
    page = visitor.get(link).content.decode()
    assert "大阪府堺市 企画課" in page
    assert visitor.get(FORM).url == "/members/proof/"
    assert visitor.post(link).url == FORM
    assert visitor.get(FORM).status_code == 200


def test_number_and_code_typed_by_hand_open_it_too(visitor, offered, wrong_codes):
    _, number, code = offered()
    assert visitor.post("/members/proof/", {"number": number, "code": code}).url == FORM
    other = Client()
    wrong_codes(number, 10)
    answer = other.post("/members/proof/", {"number": number, "code": code})
    assert answer.status_code == 400
    assert visitor.get(FORM).url == "/members/proof/"  # stopped for everybody


def test_a_link_that_was_replaced_or_is_old_opens_nothing(visitor, offered):
    first, _, _ = offered()
    second, _, _ = offered()
    assert visitor.post(first).status_code == 400
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=8)):
        assert visitor.post(second).status_code == 400


def test_the_form_names_the_people_of_this_section_only(proved, officer, colleague, stranger, sakai):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    page = proved.get(FORM).content.decode()
    assert officer.name in page
    assert officer.email not in page
    assert colleague.name not in page
    assert stranger.name not in page


def test_three_screens_to_the_hand_over(proved, officer, typed):
    confirm = post(proved, typed, "confirm").content.decode()
    assert "まだ登録されていません" in confirm
    assert not Handover.objects.exists()
    assert 'value="後任 七子"' in post(proved, typed, "edit").content.decode()
    assert post(proved, typed).url == "/members/takeover/done/"
    done = proved.get("/members/takeover/done/").content.decode()
    assert "引継ぎが済みました" in done
    made = Handover.objects.get()
    assert (made.origin, made.created_by, made.successor.role) == ("mailbox", None, "representative")
    officer.refresh_from_db()
    assert not officer.is_active
    assert Mail.objects.get(purpose="members.user_invited").to == "successor@city.example"
    assert Mail.objects.get(purpose="members.handover_ended").to == officer.email
    assert Review.objects.get().organization == officer.organization
    assert Client().get("/members/takeover/done/").url == "/members/takeover/"


def test_the_mail_is_used_once(proved, offered, typed, colleague):
    other = Client()
    proof = MailProof.objects.get(purpose="takeover")
    session = other.session
    session["takeover"] = proof.pk
    session.save()
    assert post(proved, typed).status_code == 302
    assert post(proved, typed).url == "/members/takeover/done/"  # pressed twice
    assert post(other, {**typed, "leaving": colleague.pk}).url == "/members/proof/"
    assert Handover.objects.count() == 1


def test_the_predecessor_and_the_representative_can_stop_it(
    browser, proved, officer, colleague, typed, secretariat
):
    day = calendar.today() + datetime.timedelta(days=5)
    post(proved, {**typed, "leaving": colleague.pk, "effective_on": day.isoformat()})
    told = set(Mail.objects.filter(purpose="members.handover_planned").values_list("to", flat=True))
    assert told == {colleague.email, officer.email, colleague.section.mailbox}
    assert "届け出た人: 担当課の共通アドレス" in browser(colleague).get("/mypage/").content.decode()
    assert Review.objects.get().entry.verb == "members.handover_registered"
    handover = Handover.objects.get()
    actions.cancel_handover(handover=handover, by=colleague)
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
    proved, officer, stranger, typed, change, sentence, stage
):
    answer = post(proved, {**typed, **change}, stage)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Handover.objects.exists()
    assert post(proved, typed).status_code == 302


def test_people_of_other_sections_cannot_be_named(proved, stranger, colleague, sakai, section, typed):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    for person in (stranger, colleague):
        assert post(proved, {**typed, "leaving": person.pk}).status_code == 400
        with pytest.raises(actions.Refused):
            actions.take_over(
                leaving=person,
                successor_name="x",
                successor_email="x@city.example",
                effective_on=calendar.today(),
                section=section,
            )


def test_nobody_takes_the_secretariat_over(secretariat):
    with pytest.raises(actions.Refused):
        actions.take_over(
            leaving=secretariat,
            successor_name="x",
            successor_email="x@city.example",
            effective_on=calendar.today(),
            section=secretariat.section,
        )


def test_one_who_is_gone_already_is_followed(proved, officer, colleague, secretariat, typed):
    actions.deactivate_user(user=officer, by=secretariat, reason="退職")
    assert "利用を終了した担当者" in proved.get(FORM).content.decode()
    assert post(proved, typed).status_code == 302
    assert User.objects.get(email="successor@city.example").role == "representative"
    assert not Mail.objects.filter(purpose="members.handover_ended").exists()


def test_a_section_without_anybody_says_what_to_do(proved, officer, typed):
    post(proved, typed)
    User.objects.filter(email="successor@city.example").update(section=None)
    proof = MailProof.objects.get(purpose="takeover")
    proof.used_at = None
    proof.save()
    session = proved.session
    session["takeover"] = proof.pk
    session.save()
    assert "引き継げる担当者がいません" in proved.get(FORM).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_ask_for_a_mail_at_once(section, officer):
    together(*[lambda: actions.offer_takeover(section=section)] * 2)
    assert MailProof.objects.get(purpose="takeover").sendings == 2


@pytest.mark.django_db(transaction=True)
def test_a_real_double_click_registers_once(proved, officer, colleague, typed):
    typed["effective_on"] = (calendar.today() + datetime.timedelta(days=3)).isoformat()
    cookies = proved.cookies[settings.SESSION_COOKIE_NAME].value

    def press():
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = cookies
        return post(client, typed).url

    assert together(press, press) == ["/members/takeover/done/"] * 2
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("path", ["/accounts/login/", "/members/proof/"])
def test_the_way_is_shown(visitor, path):
    assert "/members/takeover/" in visitor.get(path).content.decode()


def test_the_way_is_shown_on_the_members_page(visitor, officer, sakai):
    assert f"/members/takeover/{sakai.pk}/" in visitor.get(sakai.get_absolute_url()).content.decode()
    refused = visitor.get("/members/apply/form/?code=271403").content.decode()
    assert f"/members/takeover/{sakai.pk}/" in refused
