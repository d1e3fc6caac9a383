"""Mails leave in bags: one job and one connection for many; while the server is silent none is tried."""

import contextlib
import socket
import threading
import time
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common import jobs
from common.outbox import carrier, delivery
from common.outbox.actions import BAG, FEW, MailMessage, send_mails
from common.outbox.models import DELIVER_TASK, OutgoingMail

pytestmark = pytest.mark.django_db
NAMES = [f"n{number}@city.example" for number in range(BAG)]


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.common.outbox.mail_backends.Counting"
    settings.CONNECTIONS, settings.REFUSED = [], {}
    return settings


@pytest.fixture
def silent_server(settings):
    """A mail server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        settings.EMAIL_TIMEOUT = 1
        yield settings


def send(names) -> list[int]:
    send_mails(
        MailMessage(key=f"bag:{to}", to=to, subject="件名", body="本文", purpose="test") for to in names
    )
    return list(OutgoingMail.objects.order_by("pk").values_list("pk", flat=True))


def waiting() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=DELIVER_TASK, status="todo").order_by("id"))


def deliver_next() -> list[ProcrastinateJob]:
    """Do the first bag that waits, as the worker does; what waits now."""
    first, *_ = waiting()
    first.__class__.objects.filter(pk=first.pk)._raw_delete("default")
    app.tasks[DELIVER_TASK].func(**first.args)
    return waiting()


def tries() -> dict[str, int]:
    return dict(OutgoingMail.objects.values_list("to", "tries"))


def seconds_until(job) -> float:
    return (job.scheduled_at - timezone.now()).total_seconds()


def test_many_mails_are_few_jobs_and_each_job_one_connection(server):
    send([f"n{number}@city.example" for number in range(2 * BAG + 1)])
    assert [len(job.args["mail_ids"]) for job in waiting()] == [BAG, BAG, 1]
    assert len(deliver_next()) == 2
    assert len(server.CONNECTIONS) == 1
    assert len(outbox.outbox) == BAG


def test_a_bag_is_one_transaction_for_each_mail(server):
    pks = send(NAMES)
    server.REFUSED[NAMES[3]] = KeyboardInterrupt()  # whatever ends the worker: what was sent stays sent
    with pytest.raises(KeyboardInterrupt):
        deliver_next()
    states = list(OutgoingMail.objects.filter(pk__in=pks).order_by("pk").values_list("state", flat=True))
    assert states == ["sent"] * 3 + ["queued"] * (BAG - 3)
    server.REFUSED.clear()
    delivery.deliver_bag(pks)  # the rescued job
    assert len(outbox.outbox) == BAG


def test_one_address_that_is_refused_stops_no_other(server):
    send(NAMES)
    server.REFUSED[NAMES[3]] = SMTPRecipientsRefused({NAMES[3]: (451, b"greylisted")})
    (again,) = deliver_next()
    assert again.args["mail_ids"] == [OutgoingMail.objects.get(to=NAMES[3]).pk]
    assert 50 < seconds_until(again) <= 60
    assert len(outbox.outbox) == BAG - 1
    assert not carrier.pause_left()


@pytest.mark.parametrize(
    "error",
    [
        SMTPServerDisconnected("Connection unexpectedly closed"),
        ConnectionResetError("reset"),
        SMTPRecipientsRefused({NAMES[3]: (421, b"too many mails on this connection")}),
    ],
)
def test_a_server_that_hangs_up_in_the_middle_is_called_again_at_once(server, error):
    send(NAMES)
    server.REFUSED[NAMES[3]] = error
    again, rest = deliver_next()
    assert sum(tries().values()) == 4  # three were sent, one was tried
    assert 50 < seconds_until(again) <= 60
    assert (len(rest.args["mail_ids"]), rest.scheduled_at) == (BAG - 4, None)


def test_a_silent_server_costs_one_try_and_one_time_out(silent_server):
    send(NAMES)
    began = time.monotonic()
    again, rest = deliver_next()
    assert time.monotonic() - began < 2 * silent_server.EMAIL_TIMEOUT
    assert tries() == {name: int(name == NAMES[0]) for name in NAMES}
    assert len(rest.args["mail_ids"]) == BAG - 1
    assert all(50 < seconds_until(job) <= 60 for job in (again, rest))


def test_while_the_server_is_left_alone_nothing_is_tried(silent_server):
    send(NAMES)
    carrier.pause()
    began = time.monotonic()
    (rest,) = deliver_next()
    assert time.monotonic() - began < 0.5
    assert set(tries().values()) == {0}
    assert (len(rest.args["mail_ids"]), rest.priority) == (BAG, jobs.MAIL.priority)
    assert 50 < seconds_until(rest) <= 60
    carrier.pause(0)
    silent_server.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_next() == []
    assert len(outbox.outbox) == BAG


def test_another_slot_stops_in_the_middle_of_its_bag(server, monkeypatch):
    send(NAMES)
    plain = delivery._send
    monkeypatch.setattr(delivery, "_send", lambda *args: (plain(*args), carrier.pause()))
    (rest,) = deliver_next()
    assert (len(outbox.outbox), len(rest.args["mail_ids"])) == (1, BAG - 1)


def test_a_slow_bag_lets_others_go_first(server, monkeypatch):
    send(NAMES)
    monkeypatch.setattr(delivery, "BAG_SECONDS", -1)
    (rest,) = deliver_next()
    assert (len(rest.args["mail_ids"]), rest.scheduled_at, rest.priority) == (BAG, None, jobs.MAIL.priority)


def test_what_somebody_waits_for_goes_before_all_other_mail(server):
    send(NAMES)
    send(["code@city.example"])
    many, single = waiting()
    assert many.priority == jobs.MAIL.priority < single.priority == jobs.AWAITED_MAIL.priority
    carrier.pause()
    ProcrastinateJob.objects.filter(pk=many.pk)._raw_delete("default")
    (single,) = deliver_next()
    assert single.priority == jobs.AWAITED_MAIL.priority  # also after the pause


def test_nobody_waits_for_what_the_worker_writes(server):
    @jobs.task("test.write_a_few", jobs.TELLING)
    def write_a_few():
        send(NAMES[:FEW])

    try:
        write_a_few.func()
    finally:
        del app.tasks["test.write_a_few"]
    (job,) = waiting()
    assert job.priority == jobs.MAIL.priority


def test_each_mail_is_a_file_of_its_own(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    send(NAMES)
    deliver_next()
    assert len(list(tmp_path.iterdir())) == BAG


def test_a_real_server_gets_a_bag_over_one_connection(settings):
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        server = threading.Thread(target=_serve, args=[listening, calls], daemon=True)
        server.start()
        send(NAMES)
        assert deliver_next() == []
        server.join(timeout=10)
    assert (calls.count("DATA"), calls.count("QUIT")) == (BAG, 1)


def _serve(listening, calls):
    """Speak just enough SMTP, with one client."""
    client, _ = listening.accept()
    with client, client.makefile("rw", newline="\r\n") as lines, contextlib.suppress(OSError):
        print("220 ready", file=lines, flush=True)
        in_text = False
        for line in lines:
            word = line.strip()[:4].upper()
            if in_text:
                in_text = line.strip() != "."
                if in_text:
                    continue
            elif word:
                calls.append(word)
            in_text = word == "DATA"
            print("354 go on" if in_text else "250 ok", file=lines, flush=True)
