"""An invited body answers from its mailbox, without a login."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.invitation_answers.actions import answer_by_mail, decline_invitation
from events.invitations.actions import invite_bodies, remind_silent
from events.invitations.models import Invitation
from events.invitations.plan import Invitee, Planner
from events.participations.models import Participation
from members.mail_tokens.actions import find_token
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from members.sections.models import Section
from tests.correspondence.mail_links import letter_to
from tests.events.conftest import CONTACT
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
PURPOSE = "events.exhibitor_invited"
TOKEN = "00000000-0000-4000-8000-000000000001"
DAY = datetime.timedelta(days=1)
OTHER = "kikaku@kai.example"


@pytest.fixture
def call(make_call):
    return make_call(roles={"panel": None, "booth": 2})


@pytest.fixture
def invited(call, secretariat, sakai):
    """堺市, a member, and 見本の会, which is none, with their mails written."""
    plan = Planner(call.event).plan([], "", ["大阪府堺市"])
    invitees = [*plan.invitees.values(), Invitee("見本の会", mail=OTHER)]
    parts = invite_bodies(call=call, by=secretariat, roles=["panel", "booth"], invitees=invitees)
    write_mails()
    return parts


@pytest.fixture
def mailbox(sakai):
    return sakai.sections.get().mailbox


def opened(address: str, purpose=PURPOSE) -> tuple[Client, str]:
    """A browser that followed the link of the mail, and the page that it came to."""
    link, _, _ = letter_to(address, purpose)
    client = Client()
    response = client.get(link)
    assert response.status_code == 302
    return client, response.url


def typed(call, **fields):
    question, *_ = call.questions.current()
    versions = {"version": "1", "questions_version": str(call.questions_version)}
    answers = {question.key: "使う", "roles": ["panel"], "answered_name": "堺 花子", "idempotency_key": TOKEN}
    return CONTACT | versions | answers | fields


def decline(**fields):
    return {"decline": "1", "decline-answered_name": "堺 花子", "decline-idempotency_key": TOKEN, **fields}


@pytest.mark.parametrize("member", [True, False])
def test_a_body_applies_without_a_login(member, call, invited, mailbox, secretariat, browser):
    client, page = opened(mailbox if member else OTHER)
    words = client.get(page).content.decode()
    assert ("大阪府堺市" if member else "見本の会") in words
    assert "展示の募集です。" in words
    data = typed(call)
    response = client.post(page, data)
    assert (response.status_code, response.url) == (302, page)
    part = invited[0 if member else 1]
    part.refresh_from_db()
    assert dict(part.roles.values_list("role", "state")) == {"panel": "applied", "booth": "withdrawn"}
    assert (part.answered_by, part.answered_by_name) == (None, "堺 花子")
    shown = client.get(page).content.decode()
    assert "回答をいただきました" in shown
    assert "パネル：申込済" in shown
    assert client.post(page, data).status_code == 302  # a double click
    other = client.post(page, typed(call, roles=["booth"], idempotency_key=""))
    assert other.status_code == 400
    assert "今回の操作は記録していません" in other.content.decode()
    assert Participation.objects.silent().count() == 1
    unused = MailToken.objects.filter(purpose="exhibitor_invitation", used_at=None)
    assert {token.email for token in unused} == ({OTHER} if member else {OTHER, mailbox})
    assert AuditEntry.objects.filter(verb="events.application_made").count() == 1


def test_a_body_says_no_without_a_login(invited, mailbox):
    client, page = opened(mailbox)
    missing = client.post(page, decline(**{"decline-answered_name": ""}))
    assert missing.status_code == 400
    assert "氏名を入力してください" in missing.content.decode()
    assert client.post(page, decline(**{"decline-reason": "人手が足りないため"})).status_code == 302
    part = invited[0]
    part.refresh_from_db()
    assert {(role.state, role.reason) for role in part.roles.all()} == {("withdrawn", "人手が足りないため")}
    assert "人手が足りないため" in client.get(page).content.decode()


def test_no_needs_no_reason(invited, mailbox):
    client, page = opened(mailbox)
    assert client.post(page, decline()).status_code == 302
    assert not Participation.objects.silent().filter(pk=invited[0].pk).exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"roles": []}, "出展する区分を1つ以上選んでください"),
        ({"answered_name": ""}, "氏名を入力してください"),
        ({"answered_name": "あ\0"}, "使えない文字"),
        ({"contact_phone": "x"}, "電話番号は"),
        ({"roles": ["stage"]}, "いまは募集していません"),
    ],
)
def test_what_cannot_be_is_said(fields, words, call, invited, mailbox):
    client, page = opened(mailbox)
    response = client.post(page, typed(call, **fields))
    assert response.status_code == 400
    assert words in response.content.decode()
    assert Participation.objects.silent().count() == 2


def test_who_is_no_member_changes_the_answer_with_the_same_mail(call, invited, secretariat):
    client, page = opened(OTHER)
    client.post(page, typed(call))
    shown = client.get(page).content.decode()
    assert 'href="?change=1"' in shown
    assert "使えなくなりました" not in shown
    _, number, code = letter_to(OTHER, PURPOSE)
    other = Client()  # on another day, with number and code
    assert other.post("/members/proof/", {"number": number, "code": code}).url == page
    form = other.get(f"{page}?change=1").context["form"]
    assert form["roles"].value() == ["panel"]
    again = typed(call, roles=["booth"], version="2", idempotency_key=TOKEN.replace("0001", "0002"))
    for _ in range(2):  # a double click
        assert other.post(f"{page}?change=1", again).url == page
    part = invited[1]
    assert dict(part.roles.values_list("role", "state")) == {"panel": "withdrawn", "booth": "applied"}
    stale = client.post(f"{page}?change=1", typed(call, version="2", idempotency_key=""))
    assert stale.status_code == 409
    no = decline(**{"decline-idempotency_key": TOKEN.replace("0001", "0003")})
    assert client.post(f"{page}?change=1", no).status_code == 302
    assert set(part.roles.values_list("state", flat=True)) == {"withdrawn"}
    assert AuditEntry.objects.filter(verb="events.application_changed").count() == 1


def test_after_the_deadline_it_is_said_whom_to_call(call, invited, mailbox):
    (changing, page), (late, late_page) = opened(OTHER), opened(mailbox)
    changing.post(page, typed(call))
    ExhibitorCall.objects.filter(pk=call.pk).update(apply_until=timezone.localdate() - DAY)
    for client, address in ((changing, page), (changing, f"{page}?change=1"), (late, late_page)):
        words = client.get(address).content.decode()
        assert "特別区長会事務局（電話 03-5210-9747）" in words
        assert 'href="?change=1"' not in words
    answer = changing.post(f"{page}?change=1", typed(call, roles=["booth"], version="2", idempotency_key=""))
    assert answer.status_code == 400
    assert dict(invited[1].roles.values_list("role", "state")) == {"panel": "applied", "booth": "withdrawn"}


def test_who_answered_and_lost_the_mail_gets_another_to_change_it(call, invited):
    client, page = opened(OTHER)
    client.post(page, typed(call))
    _, number, _ = letter_to(OTHER, PURPOSE)
    Client().post("/members/proof/resend/", {"number": number, "email": OTHER})
    assert OutgoingMail.objects.filter(to=OTHER, purpose=PURPOSE).latest("pk").state == "queued"
    client, page = opened(OTHER)
    assert 'href="?change=1"' in client.get(page).content.decode()


def test_number_and_code_lead_to_the_same_page(invited, mailbox):
    _, number, code = letter_to(mailbox, PURPOSE)
    response = Client().post("/members/proof/", {"number": number, "code": code})
    assert (response.status_code, response.url) == (302, f"/events/by-mail/{number}/")


def test_the_page_is_only_for_the_browser_that_opened_the_mail(invited, mailbox, browser, officer, stranger):
    client, page = opened(mailbox)
    assert Client().get(page).url == "/members/proof/"
    assert client.get(page)["X-Robots-Tag"] == "noindex, nofollow"
    link, *_ = letter_to(mailbox, PURPOSE)
    own = browser(officer)
    assert own.get(link).url == page
    assert own.get(page).url == f"/events/{invited[0].event_id}/call/"  # their name is known there
    assert browser(stranger).get(page).url == "/members/proof/"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"apply_until": timezone.localdate() - DAY}, "申込期限"),
        ({"opened_at": None, "opened_by": None}, "まだ受け付けていません"),
    ],
)
def test_a_call_that_is_closed_takes_no_answer(change, words, call, invited, mailbox):
    client, page = opened(mailbox)
    ExhibitorCall.objects.filter(pk=call.pk).update(**change)
    for response in (client.get(page), client.post(page, typed(call)), client.post(page, decline())):
        assert response.status_code == 400
        assert words in response.content.decode()
    assert Participation.objects.silent().count() == 2


def test_a_cancelled_event_takes_no_answer_and_sends_no_mail(call, invited, mailbox):
    client, page = opened(mailbox)
    Event.objects.filter(pk=call.event_id).update(holding="cancelled")
    assert "中止になったため" in client.get(page).content.decode()


def test_an_address_that_changed_answers_no_more(call, invited, mailbox):
    client, page = opened(mailbox)
    Section.objects.filter(mailbox=mailbox).update(mailbox="new@city.example")
    assert "共通アドレスが変わったため" in client.get(page).content.decode()
    other, its_page = opened(OTHER)
    Invitation.objects.filter(email=OTHER).update(email="new@kai.example")
    assert other.get(its_page).status_code == 400
    assert other.post(its_page, typed(call)).status_code == 400
    assert Participation.objects.silent().count() == 2


def test_who_left_reads_nothing_more(call, invited, sakai, secretariat):
    Organization.objects.filter(pk=sakai.pk).update(withdrawn_on=timezone.localdate())
    with time_machine.travel(timezone.now() + DAY, tick=False):
        remind_silent(call=call, by=secretariat)
        write_mails("events.invitation_reminded")
    reminded = OutgoingMail.objects.filter(purpose="events.invitation_reminded")
    assert set(reminded.values_list("to", flat=True)) == {OTHER}


def test_an_officer_says_no_without_a_reason_as_the_mail_does(call, invited, browser, officer):
    path = f"/events/{call.event_id}/call/withdraw/"
    client = browser(officer)
    assert client.post(path, {"roles": ["panel", "booth"], "reason": ""}).status_code == 302
    assert not invited[0].roles.exclude(state="withdrawn").exists()
    write_mails("events.application_withdrawn")
    bodies = OutgoingMail.objects.filter(purpose="events.application_withdrawn").values_list(
        "body", flat=True
    )
    assert bodies
    assert not any("理由" in body for body in bodies)


def test_a_reminder_replaces_the_links_before(call, invited, mailbox, secretariat):
    client, page = opened(mailbox)
    with time_machine.travel(timezone.now() + DAY, tick=False):
        remind_silent(call=call, by=secretariat)
        write_mails("events.invitation_reminded")
        assert client.get(page).url == "/members/proof/"
        late = OutgoingMail.objects.get(to=mailbox, purpose=PURPOSE)
        assert delivery.deliver(late).state == "skipped"  # its link leads nowhere any more
        client, page = opened(mailbox, "events.invitation_reminded")
        assert client.post(page, typed(call)).status_code == 302


@pytest.mark.parametrize("member", [True, False])
def test_the_mail_is_sent_again_to_who_lost_it(member, invited, mailbox):
    address = mailbox if member else OTHER
    _, number, _ = letter_to(address, PURPOSE)
    before = OutgoingMail.objects.count()
    for email, sent in [("other@city.example", 0), (address, 1)]:
        Client().post("/members/proof/resend/", {"number": number, "email": email})
        assert OutgoingMail.objects.count() == before + sent
    assert "再送" in OutgoingMail.objects.latest("pk").subject
    client, page = opened(address)
    assert client.get(page).status_code == 200


def test_what_a_login_answered_is_shown_to_the_mail(call, invited, apply, officer, mailbox):
    client, page = opened(mailbox)
    apply(call, officer, "panel")
    assert "回答をいただきました" in client.get(page).content.decode()
    assert client.post(page, decline()).status_code == 400
    assert MailToken.objects.filter(purpose="exhibitor_invitation", used_at=None).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_is_told(call, invited, mailbox):
    token = find_token(letter_to(mailbox, PURPOSE)[0].split("/")[-2])

    def act():
        try:
            answer_by_mail(decline_invitation, mail_token=token, reason="", name="堺 花子")
        except ActionRefused:
            return "refused"
        return "done"

    assert sorted(in_threads(act, act)) == ["done", "refused"]
