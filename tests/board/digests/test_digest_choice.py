"""One who has a digest changes how often it comes, or stops it, without login; nobody by looking."""

import re

import pytest
from django.test import Client

from board.digests.actions import stop_digest
from board.notifications.models import Notification
from board.publication.emails import TopicPublished
from board.subscriptions.models import NotificationRhythm, Watch
from board.subscriptions.queries import subscription_of
from common.audit_log.models import AuditEntry
from common.outbox import delivery
from tests.board.digests.test_default_digest import digests, send_due
from tests.worker import write


@pytest.fixture
def section(stranger):
    return stranger.section


@pytest.fixture
def mail(officer, section, make_topic, time_machine):
    write(TopicPublished, make_topic(officer))
    Notification.objects.update(created_at="2026-12-02T12:00+09:00")
    send_due()
    return digests().get(to=section.mailbox)


def address_in(mail) -> str:
    return re.search(r"/board/stop/digest/\S+", mail.body)[0]


def test_looking_changes_nothing_and_each_choice_counts(visitor, section, mail):
    address = address_in(mail)
    page = visitor.get(address).content.decode()
    assert section.mailbox not in page
    assert not Watch.objects.exists() | NotificationRhythm.objects.exists()
    for chosen in ("daily", "weekly", "at_once", "default"):
        assert visitor.post(address, {"rhythm": chosen}).url == address
        assert subscription_of(section).rhythm == chosen
        assert subscription_of(section).has_new_topics
    assert visitor.post(address, {"rhythm": "hourly"}).status_code == 400
    assert visitor.post(address).status_code == 400
    assert AuditEntry.objects.filter(verb="board.rhythm_set", by=None).count() == 4


def test_who_stops_gets_no_digest_any_more_and_can_have_it_again(visitor, officer, section, mail, make_topic):
    address = address_in(mail)
    NotificationRhythm.objects.create(section=section, rhythm="daily")
    write(TopicPublished, make_topic(officer))  # waits
    for _ in range(2):
        visitor.post(address, {"rhythm": "none"})
    assert AuditEntry.objects.filter(verb="board.digest_stopped").count() == 1
    write(TopicPublished, make_topic(officer))
    Notification.objects.update(created_at="2026-12-02T12:00+09:00")
    assert digests().count() == _after_sending()
    assert 'value="none" ' in visitor.get(address).content.decode().replace("checked", "")
    visitor.post(address, {"rhythm": "weekly"})
    assert subscription_of(section).has_new_topics


def _after_sending() -> int:
    """How many digests there are when everything due has gone out."""
    digests().update(created_at="2026-12-01T12:00+09:00")
    send_due()
    return digests().count()


def test_stopping_leaves_a_person_what_is_addressed_to_them(ward_officer):
    Watch.objects.create(user=ward_officer, level="all")
    NotificationRhythm.objects.create(user=ward_officer, rhythm="daily")
    stop_digest(owner=ward_officer)
    assert subscription_of(ward_officer).are_defaults
    assert not subscription_of(ward_officer).has_digest


def test_the_mail_programs_one_click_stops(mail, section, mailoutbox):
    strict, address = Client(enforce_csrf_checks=True), address_in(mail)
    assert strict.post(address, {"rhythm": "none"}).status_code == 403
    assert strict.get(f"{address}one-click/").url == address
    assert not Watch.objects.exists()
    assert strict.post(f"{address}one-click/", {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert not subscription_of(section).has_new_topics
    sent = delivery.deliver(mail)
    assert sent.headers["List-Unsubscribe"].endswith(f"{address}one-click/>")


def test_a_code_speaks_for_its_recipient_only(visitor, officer, section, mail):
    who, code = address_in(mail).split("/")[4:6]
    for wrong in (
        (f"s{officer.section_id}", code),
        (f"{who}-s{officer.section_id}", code),
        (who, code[:-1] + ("A" if code[-1] != "A" else "B")),
        ("u0", code),
    ):
        address = "/board/stop/digest/{}/{}/".format(*wrong)
        assert visitor.get(address).status_code == 404
        assert visitor.post(address, {"rhythm": "none"}).status_code == 404
        assert visitor.post(f"{address}one-click/").status_code == 404
    assert not Watch.objects.exists()
