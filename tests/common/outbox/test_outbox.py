import datetime
import smtplib
import socket
import threading

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common import jobs as common_jobs
from common.audit_log.models import AuditEntry
from common.outbox import delivery, models
from common.outbox.actions import (
    MailMessage,
    requeue_lost_mails,
    resend_failed_mails,
    send_mails,
)
from common.outbox.models import OutgoingMail
from tests.mails import send_mail

MAIL = {
    "to": "kikaku@city.example",
    "subject": "提案に返信がありました",
    "body": "本文です。",
    "purpose": "board.reply",
}


def jobs() -> list[int]:
    """The mails for which a job waits."""
    bags = ProcrastinateJob.objects.filter(task_name=models.DELIVER_TASK).order_by("id")
    return [pk for bag in bags for pk in bag.args["mail_ids"]]


@pytest.fixture
def dead_server(settings):
    """A mail server that is down: a loopback port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 2


@pytest.mark.django_db
class TestPost:
    def test_it_writes_a_row_and_a_job_and_sends_nothing(self):
        mail = send_mail(key="reply:1", **MAIL)
        assert (mail.state, mail.to, mail.subject) == ("queued", MAIL["to"], MAIL["subject"])
        assert jobs() == [mail.pk]
        assert outbox.outbox == []

    def test_the_same_key_gives_the_first_row(self):
        first = send_mail(key="reply:1", **MAIL)
        second = send_mail(key="reply:1", **{**MAIL, "subject": "別の件名"})
        assert second.pk == first.pk
        assert second.subject == MAIL["subject"]
        assert jobs() == [first.pk]

    def test_row_and_job_vanish_with_the_transaction(self):
        with transaction.atomic():
            send_mail(key="reply:1", **MAIL)
            transaction.set_rollback(True)
        assert not OutgoingMail.objects.exists()
        assert jobs() == []

    @pytest.mark.parametrize(
        "subject", ["件名\nBcc: x@evil.example", "件名\r\nBcc: x@evil.example", "件名\u2028Bcc: x"]
    )
    def test_a_subject_starts_no_header(self, subject):
        mail = send_mail(key="k", **{**MAIL, "subject": subject})
        delivery.deliver(mail)
        sent = outbox.outbox[0].message()
        assert "Bcc" not in sent
        assert "\n" not in mail.subject
        assert sent["To"] == MAIL["to"]

    @pytest.mark.parametrize(
        "to",
        [
            "a@city.example\nBcc: x@evil.example",
            "a@city.example, b@city.example",
            "nobody",
            "",
            "a b@city.example",
        ],
    )
    def test_a_wrong_address_is_not_sent_and_seen(self, to):
        mail = send_mail(key="k", **{**MAIL, "to": to})
        assert mail.state == "failed"
        assert "宛先" in mail.last_error
        assert "\n" not in mail.to
        assert jobs() == []

    def test_text_is_cleaned_and_bounded(self):
        mail = send_mail(key="k" * 300, **{**MAIL, "subject": "長" * 500, "body": "a\x00b\r\nc"})
        assert len(mail.subject) == 200
        assert mail.body == "ab\nc\n"


@pytest.mark.django_db
class TestPostMany:
    def test_one_insert_and_one_batch(self, django_assert_num_queries):
        messages = [MailMessage(key=f"topic:1:{i}", **MAIL) for i in range(200)]
        with django_assert_num_queries(4) as queries:
            assert send_mails(messages) == 200
        assert sum("SAVEPOINT" in query["sql"] for query in queries) == 2
        assert OutgoingMail.objects.count() == 200
        assert sorted(jobs()) == sorted(OutgoingMail.objects.values_list("pk", flat=True))

    def test_known_keys_and_twins_are_left_out(self):
        send_mail(key="a", **MAIL)
        messages = [MailMessage(key=key, **MAIL) for key in ("a", "b", "b", "c")]
        assert send_mails(messages) == 2
        assert set(OutgoingMail.objects.values_list("key", flat=True)) == {"a", "b", "c"}
        assert len(jobs()) == 3

    def test_one_wrong_address_does_not_stop_the_others(self):
        messages = [MailMessage(key=to, **{**MAIL, "to": to}) for to in ("nobody", "a@city.example")]
        assert send_mails(messages) == 2
        assert list(OutgoingMail.objects.order_by("id").values_list("state", flat=True)) == [
            "failed",
            "queued",
        ]
        assert len(jobs()) == 1

    def test_nothing_to_post(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert send_mails([]) == 0


@pytest.mark.django_db
class TestDeliver:
    def test_it_sends_plain_text_once(self, settings):
        mail = send_mail(key="reply:1", **MAIL)
        sent = delivery.deliver(mail)
        assert sent.state == "sent"
        assert sent.sent_at is not None
        delivery.deliver(mail)
        assert len(outbox.outbox) == 1
        message = outbox.outbox[0].message()
        assert message.get_content_type() == "text/plain"
        assert message["Auto-Submitted"] == "auto-generated"
        assert settings.DEFAULT_FROM_EMAIL in message["From"]

    def test_the_message_id_belongs_to_the_row(self):
        mail = send_mail(key="reply:1", **MAIL)
        delivery.deliver(mail)
        OutgoingMail.objects.update(state="queued", sent_at=None)
        delivery.deliver(mail)
        first, second = (message.message()["Message-ID"] for message in outbox.outbox)
        assert first == second
        assert f"mail-{mail.pk}-" in first

    def test_a_dead_server_loses_nothing(self, dead_server, settings):
        mail = send_mail(key="reply:1", **MAIL)
        with pytest.raises(delivery.NotDelivered) as failed:
            delivery.deliver(mail)
        mail.refresh_from_db()
        assert (mail.state, mail.tries) == ("queued", 1)
        assert "ConnectionRefusedError" in mail.last_error
        assert failed.value.pause == 60
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert delivery.deliver(mail).state == "sent"
        assert mail.__class__.objects.get().last_error == ""

    def test_pauses_grow_and_end_in_failed(self, dead_server):
        mail = send_mail(key="reply:1", **MAIL)
        pauses = []
        for _ in delivery.RETRY_PAUSES:
            with pytest.raises(delivery.NotDelivered) as failed:
                delivery.deliver(mail)
            pauses.append(failed.value.pause)
        assert pauses == sorted(pauses)
        assert pauses[:5] == [60, 300, 900, 3600, 4 * 3600]
        assert sum(pauses) > 3 * 24 * 3600  # longer than a weekend
        assert delivery.deliver(mail).state == "failed"
        assert delivery.deliver(mail).tries == len(delivery.RETRY_PAUSES) + 1

    @pytest.mark.parametrize(
        ("error", "state"),
        [
            (smtplib.SMTPRecipientsRefused({"a@x": (550, b"unknown user")}), "failed"),
            (smtplib.SMTPRecipientsRefused({"a@x": (451, b"greylisted")}), "queued"),
            (smtplib.SMTPDataError(554, b"rejected"), "failed"),
            (smtplib.SMTPAuthenticationError(535, b"our password is wrong"), "queued"),
            (UnicodeEncodeError("ascii", "あ", 0, 1, "x"), "queued"),
        ],
    )
    def test_what_will_never_work_is_not_tried_again(self, settings, error, state):
        settings.EMAIL_BACKEND = "tests.common.outbox.mail_backends.Refusing"
        settings.CARRIER_ERROR = error
        mail = send_mail(key="reply:1", **MAIL)
        if state == "failed":
            delivery.deliver(mail)
        else:
            with pytest.raises(delivery.NotDelivered):
                delivery.deliver(mail)
        mail.refresh_from_db()
        assert mail.state == state
        assert mail.last_error.startswith(type(error).__name__)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail_once(settings):
    settings.EMAIL_BACKEND = "tests.common.outbox.mail_backends.Slow"
    mail = send_mail(key="reply:1", **MAIL)
    errors, barrier = [], threading.Barrier(4)

    def work():
        try:
            barrier.wait(timeout=20)
            delivery.deliver(mail)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert errors == []
    assert len(outbox.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_simultaneous_posts_of_one_key_make_one_row():
    errors, barrier = [], threading.Barrier(4)

    def work():
        try:
            barrier.wait(timeout=20)
            send_mail(key="reply:1", **MAIL)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert errors == []
    assert OutgoingMail.objects.count() == 1
    assert len(jobs()) == 1


@pytest.mark.django_db
class TestLookingAfter:
    def test_send_again_queues_failed_ones_only(self, secretariat):
        failed = send_mail(key="a", **MAIL)
        OutgoingMail.objects.update(state="failed", tries=9)
        queued = send_mail(key="b", **MAIL)
        wrong = send_mail(key="c", **{**MAIL, "to": "nobody"})
        assert resend_failed_mails([failed, queued, wrong], by=secretariat) == 1
        failed.refresh_from_db()
        assert (failed.state, failed.tries) == ("queued", 0)
        assert sorted(jobs()) == [failed.pk, failed.pk, queued.pk]
        assert AuditEntry.objects.get().verb == "common.mail_requeued"

    def test_requeue_lost_finds_old_mails_without_a_job(self):
        lost, alive, young = (send_mail(key=key, **MAIL) for key in "abc")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE NOT args->'mail_ids' @> %s", [str(alive.pk)])
        old = timezone.now() - datetime.timedelta(hours=2)
        OutgoingMail.objects.exclude(pk=young.pk).update(created_at=old)
        assert requeue_lost_mails() == 1
        assert sorted(jobs()) == [lost.pk, alive.pk]
        assert requeue_lost_mails() == 0

    def test_the_wait_of_each_kind(self):
        assert set(common_jobs.waiting_seconds()) == set(common_jobs.KINDS)
        assert not any(common_jobs.waiting_seconds().values())
        send_mail(key="a", **MAIL)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 seconds'")
            waited = {kind: age for kind, age in common_jobs.waiting_seconds().items() if age}
            assert list(waited) == [common_jobs.AWAITED_MAIL]
            assert 89 < waited[common_jobs.AWAITED_MAIL] < 120
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")
        assert not any(common_jobs.waiting_seconds().values())  # a retry that is not due waits for nobody


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns", [{"state": "sent", "sent_at": None}, {"state": "queued", "sent_at": timezone.now()}]
)
def test_a_sent_mail_and_only_that_has_a_time(columns):
    with pytest.raises(IntegrityError, match="mail_sent_at_with_sent"):
        OutgoingMail.objects.create(key="a", **MAIL, **columns)
