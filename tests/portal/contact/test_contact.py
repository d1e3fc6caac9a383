"""Writing to the secretariat."""

import uuid

import pytest

from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.sections.actions import change_section

INQUIRY = {
    "matter": "site",
    "name": "見本 太郎",
    "affiliation": "",
    "email": "asks@example.jp",
    "body": "印刷のしかたを教えてください。",
}


def send(client, **changes):
    return client.post("/contact/", INQUIRY | {"idempotency_key": str(uuid.uuid4())} | changes)


def test_contact_reaches_each_section_of_the_secretariat_once(visitor, secretariat_body):
    token = str(uuid.uuid4())
    first = send(visitor, idempotency_key=token)
    second = send(visitor, idempotency_key=token)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == "/contact/done/"
    mail = OutgoingMail.objects.get()
    assert mail.to == secretariat_body.sections.get().mailbox
    assert "印刷のしかたを教えてください。" in mail.body
    assert "asks@example.jp" in mail.body
    assert visitor.get("/contact/done/").status_code == 200


def test_contact_follows_a_mailbox_that_moved_before_it_left(visitor, secretariat):
    send(visitor)
    waiting = OutgoingMail.objects.get()
    change_section(section=secretariat.section, fields={"mailbox": "moved@city.example"}, by=secretariat)
    for _ in range(2):
        assert delivery.deliver(waiting).state == "skipped"
    moved = delivery.deliver(OutgoingMail.objects.get(to="moved@city.example"))
    assert (moved.state, moved.subject, moved.body) == ("sent", waiting.subject, waiting.body)


def test_contact_sends_nothing_to_the_unproved_address(visitor, secretariat_body):
    send(visitor)
    assert not OutgoingMail.objects.filter(to="asks@example.jp").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", ""),
        ("body", "あ" * 2001),
        ("body", "a\x00b"),
        ("email", "nobody"),
        ("matter", "x"),
        ("name", ""),
    ],
)
def test_contact_keeps_what_was_typed(field, value, visitor, secretariat_body):
    response = send(visitor, **{field: value})
    assert response.status_code == 422
    assert "見本 太郎" in response.content.decode() or field == "name"
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("no_cast")
def test_contact_says_so_where_no_section_is_registered(visitor, db):
    assert "いまはこのページから受け付けていません" in visitor.get("/contact/").content.decode()
    assert send(visitor).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_contact_stops_a_flood(visitor, secretariat_body):
    answers = [send(visitor).status_code for _ in range(7)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_contact_knows_who_is_logged_in(browser, officer, secretariat_body):
    assert officer.email in browser(officer).get("/contact/").content.decode()
