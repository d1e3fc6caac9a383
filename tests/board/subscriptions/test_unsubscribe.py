"""One click in a mail stops one topic, without login; nothing else, and not by looking."""

import re

import pytest
from django.test import Client

from board.publication.emails import TopicPublished
from board.subscriptions import unsubscribe_links
from board.subscriptions.models import TopicWatch
from common.outbox.models import OutgoingMail
from members.sections.models import Section
from tests.worker import write


@pytest.fixture
def mail(officer, ward_officer, topic):
    write(TopicPublished, topic)
    return OutgoingMail.objects.get(to=ward_officer.email)


def address_in(mail) -> str:
    return re.search(r"/board/stop/\S+", mail.body)[0]


def test_looking_changes_nothing_pressing_stops_and_can_be_undone(visitor, ward_officer, topic, mail):
    address = address_in(mail)
    page = visitor.get(address).content.decode()
    assert f"第{topic.pk}号" in page
    assert topic.title not in page  # the audience may have been narrowed since
    assert not TopicWatch.objects.exists()
    assert visitor.post(address).url == address
    assert visitor.post(address).url == address  # the second press
    kept = TopicWatch.objects.get()
    assert (kept.user, kept.section, kept.topic, kept.wanted) == (ward_officer, None, topic, False)
    assert "止めました" in visitor.get(address).content.decode()
    visitor.post(address, {"resume": "1"})
    assert not TopicWatch.objects.exists()


def test_the_press_needs_the_form_but_not_the_mail_programs_one_click(mail):
    strict, address = Client(enforce_csrf_checks=True), address_in(mail)
    assert strict.post(address).status_code == 403
    assert not TopicWatch.objects.exists()
    assert strict.get(f"{address}one-click/").url == address
    assert strict.post(f"{address}one-click/", {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert TopicWatch.objects.count() == 1


def test_the_headers_name_the_one_click_address(mail, mailoutbox):
    from common.outbox import delivery

    delivery.deliver(mail)
    sent = mailoutbox[0]
    assert sent.extra_headers["List-Unsubscribe"] == f"<{address_of_site(mail)}one-click/>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def address_of_site(mail):
    return re.search(r"http\S+/board/stop/\S+", mail.body)[0]


def test_a_code_speaks_for_its_topic_and_recipient_only(visitor, officer, ward_officer, make_topic, mail):
    other = make_topic(officer)
    number, who, code = address_in(mail).split("/")[3:6]
    for wrong in (
        (other.pk, who, code),
        (number, f"u{officer.pk}", code),
        (number, f"s{ward_officer.section_id}", code),
        (number, f"{who}-s{ward_officer.section_id}", code),
        (number, who, code[:-1] + ("A" if code[-1] != "A" else "B")),
        (number, who, "x"),
        (number, "u0", code),
        (999999999, who, code),
    ):
        address = "/board/stop/{}/{}/{}/".format(*wrong)
        page = visitor.get(address)
        assert page.status_code == 404
        assert "通知を止めるページが見つかりません" in page.content.decode()
        assert visitor.post(address).status_code == 404
        assert visitor.post(f"{address}one-click/").status_code == 404
    assert not TopicWatch.objects.exists()


def test_one_address_of_person_and_mailbox_stops_both(visitor, officer, ward_officer, koto, topic):
    Section.objects.filter(organization=koto).update(mailbox=ward_officer.email)
    write(TopicPublished, topic)
    mail = OutgoingMail.objects.get()
    visitor.post(address_in(mail))
    assert set(TopicWatch.objects.values_list("user", "section")) == {
        (ward_officer.pk, None),
        (None, ward_officer.section_id),
    }


def test_codes_of_an_earlier_secret_still_stop(visitor, settings, mail):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another-secret-key-of-tomorrow",
    )
    assert visitor.get(address_in(mail)).status_code == 200


def test_a_code_is_of_this_purpose():
    from django.core import signing

    assert not unsubscribe_links.owners_of_code(1, "u1", signing.Signer(salt="other").signature("1:u1")[:22])
