"""Writing to the secretariat, which works through what arrives."""

import uuid

import pytest
from django.core.mail import EmailMessage

from common.audit_log.models import AuditEntry
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.sections.actions import change_section
from portal.contact.models import ContactMessage
from tests.mails import send_mail
from tests.mypage import desk_counts
from tests.worker import write_mails

INQUIRY = {
    "matter": "site",
    "name": "見本 太郎",
    "affiliation": "",
    "email": "asks@example.jp",
    "body": "印刷のしかたを教えてください。",
}


def send(client, **changes):
    response = client.post("/contact/", INQUIRY | {"idempotency_key": str(uuid.uuid4())} | changes)
    write_mails()
    return response


@pytest.fixture
def message(visitor, secretariat):
    send(visitor)
    return ContactMessage.objects.get()


def test_contact_reaches_each_section_of_the_secretariat_once(visitor, secretariat_body):
    token = str(uuid.uuid4())
    first = send(visitor, idempotency_key=token)
    second = send(visitor, idempotency_key=token)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == "/contact/done/"
    mail = OutgoingMail.objects.get(purpose="portal.contact_received")
    assert mail.to == secretariat_body.sections.get().mailbox
    assert "印刷のしかたを教えてください。" in mail.body
    assert "asks@example.jp" in mail.body
    assert ContactMessage.objects.count() == 1


def test_contact_gives_a_number_and_a_copy_and_is_answered_directly(visitor, secretariat_body, mailoutbox):
    send(visitor)
    number = ContactMessage.objects.get().number_shown
    assert number in visitor.get("/contact/done/").content.decode()
    copy = OutgoingMail.objects.get(to="asks@example.jp")
    received = OutgoingMail.objects.get(purpose="portal.contact_received")
    for mail in (copy, received):
        assert number in mail.subject
        assert "印刷のしかたを教えてください。" in mail.body
        delivery.deliver(mail)
    assert mailoutbox[0].extra_headers["Reply-To"] == secretariat_body.sections.get().mailbox
    assert mailoutbox[1].extra_headers["Reply-To"] == "asks@example.jp"


def test_contact_follows_a_mailbox_that_moved_before_it_left(message, secretariat):
    waiting = OutgoingMail.objects.get(purpose="portal.contact_received")
    change_section(section=secretariat.section, fields={"mailbox": "moved@city.example"}, by=secretariat)
    for _ in range(2):
        assert delivery.deliver(waiting).state == "skipped"
    moved = OutgoingMail.objects.get(to="moved@city.example", purpose="portal.contact_received")
    assert delivery.deliver(moved).state == "sent"
    assert (moved.subject, moved.body) == (waiting.subject, waiting.body)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", ""),
        ("body", "あ" * 2001),
        ("body", "a\x00b"),
        ("email", "nobody"),
        ("email", "asks@example.jp\r\nBcc: other@example.jp"),
        ("email", "asks@example.jp,other@example.jp"),
        ("matter", "x"),
        ("matter", "site\nBcc: other@example.jp"),
        ("name", ""),
    ],
)
def test_contact_keeps_what_was_typed(field, value, visitor, secretariat_body):
    response = send(visitor, **{field: value})
    assert response.status_code == 422
    assert "見本 太郎" in response.content.decode() or field == "name"
    assert not OutgoingMail.objects.exists() | ContactMessage.objects.exists()


def test_nothing_typed_becomes_a_header(visitor, secretariat_body, mailoutbox):
    send(visitor, name="見本\r\nBcc: other@example.jp", affiliation="部\nTo: other@example.jp")
    for mail in OutgoingMail.objects.all():
        delivery.deliver(mail)
    for sent in mailoutbox:
        assert isinstance(sent, EmailMessage)
        assert "other@example.jp" not in str(sent.recipients())
        assert not any("other@example.jp" in value for _, value in sent.message().items())
    row = send_mail(
        key="x", to="a@example.jp", subject="x", body="x", purpose="x",
        headers={"Reply-To": "a@example.jp\r\nBcc: other@example.jp", "Bcc": "other@example.jp"},
    )  # fmt: skip
    assert "\n" not in row.headers["Reply-To"]
    assert "Bcc" not in row.headers


@pytest.mark.usefixtures("no_cast")
def test_contact_says_so_where_no_section_is_registered(visitor, db):
    assert "いまはこのページから受け付けていません" in visitor.get("/contact/").content.decode()
    assert send(visitor).status_code == 200
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("address", ["asks@example.jp", "ASKS@Example.jp "])
def test_contact_stops_a_flood(address, visitor, secretariat_body):
    answers = [send(visitor).status_code for _ in range(5)]
    answers += [send(visitor, email=address).status_code for _ in range(2)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_contact_knows_who_is_logged_in(browser, officer, secretariat_body):
    assert officer.email in browser(officer).get("/contact/").content.decode()


# --- the desk ------------------------------------------------------------------------------------------


def test_the_desk_works_through_what_arrived(browser, secretariat, message):
    client, address = browser(secretariat), f"/contact/messages/{message.pk}/"
    waiting = desk_counts()
    assert waiting["portal:contact-list"] == 1
    assert message.number_shown in client.get("/contact/messages/").content.decode()
    assert "印刷のしかた" in client.get(address).content.decode()
    client.post(address, {"seen": "new", "state": "doing", "note": "電話しました。"})
    message.refresh_from_db()
    assert (message.state, message.handled_by, message.note) == ("doing", secretariat, "電話しました。")
    client.post(address, {"seen": "doing", "state": "done", "note": "電話しました。"})
    assert message.number_shown not in client.get("/contact/messages/").content.decode()
    assert message.number_shown in client.get("/contact/messages/?state=done").content.decode()
    assert AuditEntry.objects.filter(verb="portal.contact_handled", by=secretariat).count() == 2


def test_who_presses_second_reads_what_the_first_did(browser, secretariat, message):
    client, address = browser(secretariat), f"/contact/messages/{message.pk}/"
    client.post(address, {"seen": "new", "state": "done", "note": ""})
    response = client.post(address, {"seen": "new", "state": "doing", "note": "x"})
    assert response.status_code == 400
    assert "先にほかの担当者が状態を変えました" in response.content.decode()
    message.refresh_from_db()
    assert message.state == "done"


# --- whom to call --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/contact/", "/nowhere/", "/about/"])
def test_both_desks_can_be_called_from_every_page(path, visitor, db):
    text = visitor.get(path).content.decode()
    for telephone in ("03-5210-9747", "03-5210-9080"):
        assert f'href="tel:{telephone}"' in text
    assert "平日" in text


@pytest.mark.parametrize(
    "template", ["400.html", "403_csrf.html", "404.html", "403.html", "429.html", "500.html"]
)
def test_both_desks_stand_on_error_pages(template, rf):
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string

    request = rf.get("/")
    request.user = AnonymousUser()
    text = render_to_string(template, {}, None if template == "500.html" else request)
    assert "03-5210-9747" in text
    assert "03-5210-9080" in text
