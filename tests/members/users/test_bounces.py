"""People whom mail does not reach: noticed from the mail server's answer, told once, mended by people."""

import contextlib
import smtplib

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common.audit_log.models import AuditEntry
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.reviews.models import Review
from members.users import bounces
from members.users.models import User
from members.users.tasks import note_refused_address
from tests.mails import send_mail

NOTE = "members.note_refused_address"


@pytest.fixture
def refused(officer):
    def refuse(address=officer.email):
        return bounces.note_refused_address(address=address, reason="550 unknown user")

    return refuse


@pytest.mark.parametrize(
    ("error", "jobs"),
    [
        (smtplib.SMTPRecipientsRefused({"a@x": (550, b"unknown user")}), 1),
        (smtplib.SMTPRecipientsRefused({"a@x": (552, b"mailbox full")}), 0),
        (smtplib.SMTPRecipientsRefused({"a@x": (451, b"greylisted")}), 0),
        (smtplib.SMTPDataError(554, b"looks like spam"), 0),
        (ConnectionRefusedError(), 0),
    ],
)
def test_only_an_answer_about_the_address_is_noted(error, jobs, db, monkeypatch):
    from django.core.mail import EmailMessage

    def fail(self, fail_silently=False):
        raise error

    monkeypatch.setattr(EmailMessage, "send", fail)
    mail = send_mail(key="k", to="a@x.example", subject="s", body="b", purpose="tests.plain")
    with contextlib.suppress(delivery.NotDelivered):
        delivery.deliver(mail)
    assert ProcrastinateJob.objects.filter(task_name=NOTE).count() == jobs


def test_a_refused_address_is_marked_once_and_told(officer, colleague, refused):
    assert refused(officer.email.upper()) == 1
    assert refused() == 0
    note_refused_address(address=officer.email, reason="550")
    officer.refresh_from_db()
    assert officer.is_unreached
    assert list(User.objects.unreached()) == [officer]
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [colleague.email]
    assert officer.email in OutgoingMail.objects.get().body
    assert Review.objects.filter(entry__verb="members.user_unreached").count() == 1
    assert AuditEntry.objects.filter(verb="members.user_unreached").count() == 1


def test_without_a_colleague_the_section_hears_of_it(officer, refused):
    refused()
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [officer.section.mailbox]


def test_a_refused_section_mailbox_is_marked_and_seen_by_the_secretariat(officer, refused):
    assert refused(officer.section.mailbox) == 1
    officer.section.refresh_from_db()
    assert officer.section.bounced_at
    assert Review.objects.get().entry.verb == "members.mailbox_bounced"


def test_unknown_and_ended_addresses_mark_nobody(officer, refused):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert refused() == refused("nobody@city.example") == 0


def test_another_address_ends_it_by_itself(officer, refused):
    refused()
    User.objects.filter(pk=officer.pk).update(email="new@city.example")
    officer.refresh_from_db()
    assert not officer.is_unreached
    assert not User.objects.unreached().exists()


def test_person_reached_by_each(browser, officer, colleague, secretariat, refused):
    address = f"/organization/people/{colleague.pk}/reached/"
    refused(colleague.email)
    assert User.objects.unreached().exists()
    for person in (officer, secretariat, colleague):  # 代表担当者, 事務局, 本人
        assert browser(person).post(address).status_code == 302
        assert not User.objects.unreached().exists()
        refused(colleague.email)
    assert AuditEntry.objects.filter(verb="members.user_reached").count() == 3


def test_the_pages_show_it(browser, officer, colleague, refused):
    refused(colleague.email)
    assert "不達" in browser(officer).get("/organization/people/").content.decode()
    assert "不達を解除する" in browser(officer).get(f"/organization/people/{colleague.pk}/").content.decode()
    page = browser(colleague).get("/board/notices/").content.decode()
    assert "メールが届きません" in page
    assert f"{colleague.email} は不達のため、掲示板の通知を止めています。" in page


def test_constraint_wants_both(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=officer.pk).update(bounced_at=timezone.now())
