"""The pages on which members read a call and apply."""

import datetime

import pytest
from django.test import Client

from common.japanese_calendar import today
from events.decisions.actions import decide_roles
from events.events.models import Event
from events.participations.models import Participation, ParticipationRole
from tests.events.conftest import CONTACT
from tests.mypage import pending_kinds
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
TYPED = {**CONTACT, "roles": ["booth"], "q1": "使う", "q2": "３"}


def typed(call, **more):
    return {**TYPED, "version": "0", "questions_version": str(call.questions_version), **more}


def test_an_officer_applies_on_the_page(make_call, browser, officer):
    call = make_call()
    client = browser(officer)
    page = client.get(call.get_absolute_url()).content.decode()
    assert "出展を申し込む" in page
    assert "残り1" in page
    form = client.get(f"{call.get_absolute_url()}apply/").content.decode()
    assert officer.section.mailbox in form
    answer = client.post(f"{call.get_absolute_url()}apply/", typed(call), follow=True)
    assert "申し込みました。" in answer.content.decode()
    part = Participation.objects.get()
    assert [value.shown for value in part.values.order_by("question__position")] == ["使う", "3人"]
    write_mails("events.application_received")
    told = mailed_to("events.application_received")
    assert told == {officer.section.mailbox, CONTACT["contact_email"]}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"roles": []}, "区分を1つ以上"),
        ({"contact_email": "x"}, "メールアドレス"),
        ({"contact_name": ""}, "連絡先の部署・担当者を入力してください。"),
        ({"contact_phone": " "}, "電話番号を入力してください。"),
        ({"q1": ""}, "問1"),
        ({"q2": "たくさん"}, "数字で"),
        ({"roles": ["stage"]}, "出展する区分"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(make_call, browser, officer, wrong, words):
    call = make_call()
    answer = browser(officer).post(
        f"{call.get_absolute_url()}apply/", typed(call, remark="初めてです。", **wrong)
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "初めてです。" in page
    assert not Participation.objects.exists()


def test_pressed_twice_it_is_one_application(make_call, browser, officer):
    call = make_call()
    token = "00000000-0000-4000-8000-000000000001"
    for _ in range(2):
        answer = browser(officer).post(f"{call.get_absolute_url()}apply/", typed(call, idempotency_key=token))
        assert answer.status_code == 302
    assert Participation.objects.get().edition == 1


def test_the_second_of_two_colleagues_sees_what_the_first_saved(
    make_call, apply, browser, officer, colleague
):
    call = make_call()
    apply(call, officer, "booth", remark="先に書きました。")
    answer = browser(colleague).post(f"{call.get_absolute_url()}apply/", typed(call, roles=["panel"]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{officer.name}さんが先に保存しました。" in page
    assert "先に書きました。" in page


def test_a_changed_question_is_told(make_call, browser, officer):
    call = make_call()
    answer = browser(officer).post(
        f"{call.get_absolute_url()}apply/", typed(call, questions_version=str(call.questions_version - 1))
    )
    assert answer.status_code == 409
    assert "主催者が質問を変えました" in answer.content.decode()


def test_too_late_is_said_in_words(make_call, browser, officer):
    call = make_call()
    type(call).objects.update(apply_until=today() - datetime.timedelta(days=1))
    client = browser(officer)
    assert "申込期限" in client.get(f"{call.get_absolute_url()}apply/", follow=True).content.decode()
    answer = client.post(f"{call.get_absolute_url()}apply/", typed(call))
    assert answer.status_code == 400
    assert "を過ぎたため" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "apply/", "withdraw/"])
@pytest.mark.parametrize("who", ["officer", "secretariat"])
def test_the_call_of_a_draft_is_not_there(request, make_call, browser, who, page):
    call = make_call()
    Event.objects.update(state="draft", published_at=None)
    client = browser(request.getfixturevalue(who))
    assert client.get(f"{call.get_absolute_url()}{page}").status_code == 404


def test_a_visitor_logs_in_first(make_call):
    call = make_call()
    answer = Client().get(f"{call.get_absolute_url()}apply/")
    assert answer.url.startswith("/accounts/login/")


def test_a_body_steps_back_on_the_page(make_call, apply, browser, officer, secretariat):
    call = make_call()
    apply(call, officer, "booth", "panel")
    client, url = browser(officer), f"{call.get_absolute_url()}withdraw/"
    assert client.post(url, {"roles": ["booth"], "reason": ""}).status_code == 400
    page = client.post(url, {"roles": ["booth"], "reason": "職員が足りないため"}, follow=True)
    assert "辞退を登録しました。" in page.content.decode()
    assert dict(Participation.objects.get().roles.values_list("role", "state")) == {
        "booth": "withdrawn",
        "panel": "applied",
    }
    assert 'value="booth"' not in client.get(url).content.decode()
    panel = ParticipationRole.objects.filter(role="panel").values_list("pk", flat=True)
    decide_roles(call=call, by=secretariat, roles=list(panel), state="declined", reason="応募多数のため")
    again = client.post(url, {"roles": ["panel"], "reason": "職員が足りないため"})
    assert again.status_code == 400
    assert "もう辞退したか、見送りになっています" in again.content.decode()


def test_an_invitation_waits_on_my_page_until_the_deadline(make_call, browser, officer):
    call = make_call()
    part = call.event.participations.create(organization=officer.organization, came_by="invitation")
    part.roles.create(role="booth", state="invited")
    client, words = browser(officer), "回答を待つ出展の招待"
    assert words in pending_kinds(client)
    assert "招待中" in client.get("/events/calls/").content.decode()
    type(call).objects.update(apply_until=today() - datetime.timedelta(days=1))
    assert words not in pending_kinds(client)
