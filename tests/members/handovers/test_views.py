"""Handing a post on: the three screens, who may, who is told."""

import datetime
import uuid

import pytest
from django.test import Client

from common import japanese_calendar, refusals
from common.outbox.models import OutgoingMail
from members.handovers.actions import cancel_handover
from members.handovers.models import Handover
from members.users.actions import deactivate_user
from members.users.models import User
from tests.members.simultaneously import together

pytestmark = pytest.mark.django_db
PATH = "/organization/handover/"


@pytest.fixture
def typed(officer, colleague):
    """What is typed to hand the officer's post over today."""
    return {
        "idempotency_key": str(uuid.uuid4()),
        "leaving": officer.pk,
        "successor_name": "後任 七子",
        "successor_email": "successor@city.example",
        "effective_on": japanese_calendar.wareki(japanese_calendar.today()),
    }


def post(client, typed, stage="submit", path=PATH):
    return client.post(path, {**typed, "stage": stage})


def test_form_then_confirmation_then_done(browser, officer, typed, in_days):
    client = browser(officer)
    typed["effective_on"] = in_days(30).isoformat()
    assert "stage" in client.get(PATH).content.decode()
    confirm = post(client, typed, "confirm").content.decode()
    assert "まだ登録されていません" in confirm
    assert japanese_calendar.wareki(in_days(30)) in confirm
    assert not Handover.objects.exists()
    back = post(client, typed, "edit")
    assert back.status_code == 200
    assert 'value="successor@city.example"' in back.content.decode()
    answer = post(client, typed)
    assert answer.url == f"/organization/handover/{Handover.objects.get().pk}/?step=3"
    assert "引継ぎを登録しました" in client.get(answer.url).content.decode()


def test_a_double_click_hands_over_once_and_shows_the_first(browser, officer, colleague, typed):
    typed["leaving"] = colleague.pk
    first = post(browser(officer), typed)
    second = post(browser(officer), typed)
    assert first.url == second.url
    assert Handover.objects.count() == 1


def test_handing_over_today_invites_the_successor_and_ends_the_predecessor(
    browser, officer, secretariat, sakai, typed, recipients_of
):
    leaving = browser(officer)
    leaving.get("/organization/")
    assert post(browser(secretariat), typed, path=f"{PATH}?organization={sakai.pk}").status_code == 302
    officer.refresh_from_db()
    successor = User.objects.get(email="successor@city.example")
    assert not officer.is_active
    assert officer.name == "堺 花子"
    assert (successor.section, successor.role) == (officer.section, "representative")
    assert not successor.has_usable_password()
    assert recipients_of("user_invited") == {successor.email}
    assert recipients_of("handover_received") == {successor.email}
    assert recipients_of("handover_done") == {officer.section.mailbox}
    assert recipients_of("handover_ended") == {officer.email}
    assert leaving.get("/organization/").url.startswith("/accounts/login/")


def test_one_who_hands_over_their_own_post_reads_that_it_is_done(browser, officer, typed, visitor):
    client = browser(officer)
    answer = post(client, typed)
    assert answer.url == "/organization/handover/ended/"
    page = client.get(answer.url).content.decode()
    assert "引継ぎが済みました" in page
    assert officer.name not in page
    assert visitor.get(answer.url).status_code == 200


def test_a_shared_address_passes_on_with_the_post(browser, officer, typed, recipients_of):
    post(browser(officer), {**typed, "successor_email": officer.email})
    successor = User.objects.get(email="officer@city.example")
    assert successor.pk != officer.pk
    assert successor.name == "後任 七子"
    officer.refresh_from_db()
    assert officer.email.endswith("@account.invalid")
    assert not recipients_of("handover_ended")


def test_a_shared_address_proved_by_the_predecessor_opens_the_successors_account(browser, officer, typed):
    client = browser(officer)
    client.get("/accounts/email/")  # allauth now keeps the address as the predecessor's, proved
    post(client, {**typed, "successor_email": officer.email})
    successor = User.objects.get(email="officer@city.example")
    assert successor.pk != officer.pk
    successor.set_password("another-long-word-2026")
    successor.save()
    known = Client()
    known.post("/accounts/login/", {"login": successor.email, "password": "another-long-word-2026"})
    assert known.session.get("_auth_user_id") == str(successor.pk)
    assert known.get("/accounts/email/").status_code == 200


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"effective_on": "令和2年4月1日"}, "今日以降の日付"),
        ({"effective_on": "令和99年4月1日"}, "今日から60日以内"),
        ({"effective_on": "令和9年2月29日"}, "引継日"),
        ({"effective_on": "あした"}, "引継日"),
        ({"successor_email": "stranger@city.example"}, "ほかの団体の担当者"),
        ({"successor_name": ""}, "後任者の氏名"),
        ({"successor_name": "\0"}, "後任者の氏名"),
        ({"successor_name": "七" * 1_000_000}, "後任者の氏名"),
        ({"leaving": "0"}, "前任者を一覧から"),
    ],
)
@pytest.mark.parametrize("stage", ["confirm", "submit"])
def test_bad_handovers_are_refused(browser, officer, stranger, typed, change, sentence, stage):
    answer = post(browser(officer), {**typed, **change}, stage)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Handover.objects.exists()


def test_who_hands_over_whom(
    visitor,
    browser,
    officer,
    colleague,
    reader,
    stranger,
    ward_officer,
    secretariat,
    sakai,
    typed,
    in_days,
    plan_handover,
):
    typed["effective_on"] = in_days(3).isoformat()
    assert post(visitor, typed).status_code == 302
    for person in (stranger, ward_officer, colleague, reader):
        assert post(browser(person), typed).status_code == 400
        assert post(browser(person), typed, path=f"{PATH}?organization={sakai.pk}").status_code == 400
        with pytest.raises(refusals.ActionRefused):
            plan_handover(officer, by=person)
    assert not Handover.objects.exists()
    for leaving, by, origin in (
        (colleague, colleague, "leaving"),
        (reader, officer, "colleague"),
        (officer, secretariat, "secretariat"),
    ):
        path = f"{PATH}?organization={sakai.pk}" if by == secretariat else PATH
        fields = {**typed, "idempotency_key": str(uuid.uuid4()), "leaving": leaving.pk}
        assert post(browser(by), fields, path=path).status_code == 302
        made = Handover.objects.get(leaving=leaving)
        assert (made.origin, made.created_by) == (origin, by)


def test_an_officer_is_offered_himself_only(browser, officer, colleague):
    page = browser(colleague).get(PATH).content.decode()
    assert f'<option value="{colleague.pk}"' in page
    assert f'<option value="{officer.pk}"' not in page


def test_each_who_may_cancels_a_plan(browser, officer, colleague, secretariat, plan_handover, recipients_of):
    for by in (officer, secretariat, colleague):
        handover = plan_handover(colleague, by=officer)
        path = f"/organization/handover/{handover.pk}/"
        assert browser(by).post(f"{path}cancel/").url == path
        handover.refresh_from_db()
        assert handover.cancelled_by == by
        again = browser(by).post(f"{path}cancel/", follow=True).content.decode()
        assert "すでに実施されたか、取り消されています" in again
    assert recipients_of("handover_cancelled") == {
        officer.email,
        colleague.email,
        colleague.section.mailbox,
    }


def test_a_plan_is_told_to_those_who_may_cancel_it(
    officer, colleague, secretariat, plan_handover, recipients_of
):
    handover = plan_handover(colleague, by=secretariat)
    assert recipients_of("handover_planned") == {officer.email, colleague.email, colleague.section.mailbox}
    body = OutgoingMail.objects.filter(purpose="members.handover_planned")[0].body
    assert body.count("http") == 1
    assert handover.get_absolute_url() in body


def test_a_plan_stands_on_profile_and_mypage_of_both(browser, officer, colleague, reader, plan_handover):
    handover = plan_handover(officer, email=colleague.email)
    for person, words in ((officer, "さんへ引き継ぐ予定です"), (colleague, "さんから引き継ぐ予定です")):
        client = browser(person)
        assert handover.get_absolute_url() in client.get("/organization/").content.decode()
        assert words in client.get("/mypage/").content.decode()
    assert "引き継ぐ予定です" not in browser(reader).get("/mypage/").content.decode()


def test_changing_a_plan_is_cancelling_it_and_planning_anew(browser, officer, typed, plan_handover, in_days):
    handover = plan_handover(officer)
    typed["effective_on"] = in_days(5).isoformat()
    assert "すでに登録されています" in post(browser(officer), typed).content.decode()
    cancel_handover(handover=handover, by=officer)
    assert post(browser(officer), typed).status_code == 302


def test_the_post_of_one_who_is_gone_passes_on_once(browser, officer, colleague, secretariat, sakai, typed):
    deactivate_user(user=officer, by=secretariat, reason="退職")
    typed["leaving"] = officer.pk
    path = f"{PATH}?organization={sakai.pk}"
    assert "利用を終了した担当者" in browser(secretariat).get(path).content.decode()
    assert post(browser(secretariat), typed, path=path).status_code == 302
    made = User.objects.get(email="successor@city.example")
    assert made.role == "representative"  # nobody else was it
    again = {**typed, "idempotency_key": str(uuid.uuid4()), "successor_email": "third@city.example"}
    assert post(browser(secretariat), again, path=path).status_code == 400
    assert f'<option value="{officer.pk}"' not in browser(secretariat).get(path).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_hand_over_the_same_post_at_once_one_is_registered(browser, officer, secretariat, sakai, typed):
    typed["effective_on"] = (japanese_calendar.today() + datetime.timedelta(days=3)).isoformat()
    other = {**typed, "idempotency_key": str(uuid.uuid4())}
    first, second = browser(officer), browser(secretariat)
    statuses = together(
        lambda: post(first, typed).status_code,
        lambda: post(second, other, path=f"{PATH}?organization={sakai.pk}").status_code,
    )
    assert sorted(statuses) == [302, 400]
    assert Handover.objects.count() == 1


def test_pages_cost_the_same_for_one_and_three(
    browser, officer, colleague, reader, make_user, sakai, plan_handover, django_assert_max_num_queries
):
    client = browser(officer)
    plan_handover(officer)

    def costs():
        found = []
        for path in (PATH, "/organization/", "/mypage/"):
            client.get(path)
            with django_assert_max_num_queries(12) as captured:
                assert client.get(path).status_code == 200
            found.append(len(captured))
        return found

    one = costs()
    for person in (colleague, reader, make_user("fourth@city.example", sakai)):
        plan_handover(person, email=f"after-{person.email}", by=officer)
    assert "堺 六郎さんの引継書" in client.get(PATH).content.decode()
    assert costs() == one
    assert one == [7, 6, 10]  # my page: first steps and announcements, one each
