"""The organiser's pages, read as they are sent."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from events.events.models import Event
from events.invitations.models import Invitation
from events.invitations.views import INVITATIONS
from events.participations.models import Participation
from members.local_governments.prefectures import REGIONS
from tests.mypage import pending_kinds

pytestmark = pytest.mark.django_db
TOKEN = "00000000-0000-4000-8000-000000000001"


def typed(**fields):
    return {"roles": ["panel"], "stage": "confirm", "idempotency_key": TOKEN, **fields}


@pytest.fixture
def call(make_call):
    return make_call(roles={"panel": None, "booth": 2})


@pytest.fixture
def path(call):
    return f"/events/{call.event_id}/call/"


def test_a_pasted_list_is_looked_over_asked_about_and_invited(
    browser, secretariat, path, call, local_governments, sakai, kushiro
):
    client = browser(secretariat)
    assert client.get(f"{path}invite/").status_code == 200
    names = "大阪府堺市\n北海道釧路市\n府中市\n見本の会 kai@kai.example\nどこにもない町\n堺市"
    shown = client.post(f"{path}invite/", typed(names=names))
    words = shown.content.decode()
    assert shown.status_code == 200
    assert "2団体</strong>（ほかに、確かめる行が3行あります）" in words
    assert "東京都府中市（132063）" in words
    assert 'value="kai@kai.example"' in words
    assert not Participation.objects.exists()
    fuchu = next(
        value for value, label in shown.context["rows_form"]["choice-3"].field.choices if "東京" in label
    )
    answers = {"choice-3": fuchu, "choice-4": "name", "mail-4": "kai@kai.example", "choice-5": "skip"}
    sent = typed(names=names, stage="submit", **answers)
    for _ in range(2):  # and a double click
        response = client.post(f"{path}invite/", sent)
        assert (response.status_code, response.url) == (302, f"{path}invited/")
    parts = {part.full_name: part.contact_email for part in Participation.objects.all()}
    assert parts == {"大阪府堺市": "", "北海道釧路市": "", "東京都府中市": "", "見本の会": "kai@kai.example"}
    page = client.get(f"{path}invited/").content.decode()
    assert "見本の会" in page
    again = client.post(f"{path}invite/", typed(names="堺市\n釧路市")).content.decode()
    assert "<strong>0団体" in again
    assert "大阪府堺市（パネル 招待中）" in again


def test_a_row_that_was_not_answered_is_asked_again(browser, secretariat, path, local_governments):
    client = browser(secretariat)
    for answers, words in [
        ({}, "「府中市」をどうするか選んでください。"),
        ({"choice-1": "g0"}, "選択"),
        ({"choice-1": "name"}, "メールアドレスを入力してください"),
        ({"choice-1": "name", "mail-1": "x"}, "メールアドレスを「"),
    ]:
        response = client.post(f"{path}invite/", typed(names="府中市", stage="submit", **answers))
        assert response.status_code == 400
        assert words in response.content.decode()
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "どれかを入力してください"),
        ({"names": "堺市", "roles": []}, "出展の区分を1つ以上"),
        ({"names": "堺市", "roles": ["stage"]}, "いまは募集していません"),
        ({"names": "堺市\0"}, "使えない文字"),
        ({"names": "あ\n" * 1001}, "1,000行まで"),
        ({"names": "あ" * 201}, "1行は200文字まで"),
        ({"names": "あ" * 60_001}, "文字以内"),
        ({"prefecture": "甲県"}, "選択"),
        ({"region": "甲県町村会"}, "選択"),
    ],
)
def test_what_cannot_be_is_said(browser, secretariat, path, fields, words):
    response = browser(secretariat).post(f"{path}invite/", typed() | fields)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not Participation.objects.exists()


def test_a_prefecture_and_a_region_at_once(browser, secretariat, path, local_governments):
    client = browser(secretariat)
    groups = {"prefecture": "千葉県", "region": "千葉県市長会"}
    words = client.post(f"{path}invite/", typed(**groups)).content.decode()
    assert "<strong>54団体" in words
    assert "54団体にはメールが届きません" in words
    response = client.post(f"{path}invite/", typed(stage="submit", **groups))
    assert response.status_code == 302
    assert Invitation.objects.count() == 54


def test_so_many_acts_a_day_and_no_more(browser, secretariat, path, sakai, kushiro, monkeypatch):
    monkeypatch.setattr(INVITATIONS, "by_user", "1/d")
    client = browser(secretariat)
    assert client.post(f"{path}invite/", typed(names="堺市", stage="submit")).status_code == 302
    for status, stage in [(429, "submit"), (200, "confirm")]:
        sent = typed(names="釧路市", stage=stage, idempotency_key="")
        assert client.post(f"{path}invite/", sent).status_code == status
    assert Participation.objects.count() == 1


def test_an_event_that_calls_nobody_has_no_such_page(browser, secretariat, make_event):
    assert browser(secretariat).get(f"/events/{make_event().pk}/call/invite/").status_code == 404


def test_a_closed_call_says_why(browser, secretariat, path, call, sakai):
    Event.objects.filter(pk=call.event_id).update(holding="cancelled")
    client = browser(secretariat)
    assert "中止になったため" in client.get(f"{path}invite/").content.decode()
    response = client.post(f"{path}invite/", typed(names="堺市"))
    assert response.status_code == 400
    assert "中止になったため" in response.content.decode()


def test_the_list_by_state_and_the_silent(browser, secretariat, officer, path, call, apply, kushiro):
    client = browser(secretariat)
    client.post(f"{path}invite/", typed(names="堺市\n釧路市", roles=["panel", "booth"], stage="submit"))
    apply(call, officer, "panel")
    for state, names in {
        "": {"北海道釧路市", "大阪府堺市"},
        "invited": {"北海道釧路市"},
        "applied": {"大阪府堺市"},
        "withdrawn": {"大阪府堺市"},
        "waiting": set(),
    }.items():
        rows = client.get(f"{path}invited/?state={state}").context["page"].rows
        assert {row.full_name for row in rows} == names
    rows = client.get(f"{path}invited/?state=applied&role=booth").context["page"].rows
    assert rows == []
    silent = client.get(f"{path}silent/").content.decode()
    assert "北海道釧路市" in silent
    assert "大阪府堺市" not in silent
    assert kushiro.sections.get().mailbox in silent
    file = client.get(f"{path}silent.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:2] == (kushiro.local_government.code, "北海道釧路市")
    assert len(rows) == 2


@pytest.mark.parametrize("page", ["invited/", "silent/"])
def test_more_bodies_cost_no_more_queries(
    page, browser, secretariat, path, local_governments, sakai, kushiro
):
    client = browser(secretariat)
    counts = []
    for names in ("堺市", "釧路市\n府中町\n当別町"):
        client.post(f"{path}invite/", typed(names=names, stage="submit", idempotency_key=""))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{path}{page}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_desk_says_how_it_stands(browser, secretariat, path, call, sakai, kushiro):
    client, desk = browser(secretariat), f"/events/{call.event_id}/desk/"
    assert "まだどの団体も招待していません。" in client.get(desk).content.decode()
    client.post(f"{path}invite/", typed(names="堺市\n釧路市", stage="submit"))
    assert "2団体を招待、未回答2" in client.get(desk).content.decode()


def test_those_of_a_copied_event_are_told_when_the_organiser_says_so(browser, secretariat, path, call, sakai):
    """They stand in the list from the beginning, without a mail."""
    part = call.event.participations.create(organization=sakai, came_by="invitation")
    part.roles.create(role="panel", state="invited")
    client = browser(secretariat)
    words = client.get(f"{path}invited/").content.decode()
    assert "まだ知らせていない1団体に、招待のメールを送る" in words
    assert "いまもう一度知らせる" not in words
    assert "まだ" in client.get(f"{path}silent/").content.decode()
    assert b"".join(client.get(f"{path}silent.xlsx").streaming_content)
    client.post(f"{path}invited/send/")
    assert Invitation.objects.get().participation == part
    again = client.post(f"{path}invited/send/", follow=True).content.decode()
    assert "もう招待のメールを送っています" in again
    assert "いまもう一度知らせる" in again


def test_an_invitation_waits_for_each_officer_until_it_is_answered(
    browser, secretariat, officer, colleague, reader, stranger, path, call, apply
):
    def waiting():
        """How many invitations the page of each counts."""
        found = []
        for who in (officer, colleague, reader, stranger):
            found.append(pending_kinds(browser(who)).count("回答を待つ出展の招待"))
        return found

    browser(secretariat).post(f"{path}invite/", typed(names="堺市", roles=["panel", "booth"], stage="submit"))
    assert waiting() == [1, 1, 0, 0]
    assert "招待中" in browser(officer).get("/events/calls/").content.decode()
    Event.objects.filter(pk=call.event_id).update(holding="postponed")
    assert waiting() == [0] * 4
    Event.objects.filter(pk=call.event_id).update(holding="planned")
    apply(call, officer, "panel")
    assert waiting() == [0] * 4


def test_the_button_says_what_became_of_it(browser, secretariat, path, sakai):
    client = browser(secretariat)
    client.post(f"{path}invite/", typed(names="堺市", stage="submit"))
    response = client.post(f"{path}invited/remind/", follow=True)
    assert "20時間以内に知らせています" in response.content.decode()


def test_bodies_of_an_invitation_come_of_several_prefectures(browser, secretariat, path, local_governments):
    client = browser(secretariat)
    form = client.post(f"{path}invite/", typed(preset="prefecture:中国")).context["form"]
    assert form["prefecture"].value() == REGIONS["中国"]
    shown = client.post(f"{path}invite/", typed(prefecture=REGIONS["中国"]))
    assert shown.status_code == 200
    assert "107団体" in shown.content.decode()
