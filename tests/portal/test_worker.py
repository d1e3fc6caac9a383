"""The worker as `make run` starts it: a mail server that says nothing stops mail, and nothing else."""

import asyncio
import contextlib
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.periodic import PeriodicRegistry

from common import jobs
from common.outbox.models import OutgoingMail
from portal.management.commands.procrastinate import _work
from tests.mails import send_mail

TIME_OUT = 6
DONE = []


@pytest.fixture
def silent_server(settings):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        settings.EMAIL_TIMEOUT = TIME_OUT
        yield


@pytest.fixture
def quick_tasks():
    """A job of each kind that is not a mail, which only says that it was done."""
    kinds = [kind for kind in jobs.KINDS if kind.queue != "mail"]
    for kind in kinds:
        jobs.task(f"test.{kind.name}", kind)(lambda name=kind.name: DONE.append(name))
    yield kinds
    for kind in kinds:
        del app.tasks[f"test.{kind.name}"]
    DONE.clear()


def work(until: threading.Event):
    """Do what waits, by all workers of the process."""
    worker = app.with_connector(app.connector.get_worker_connector())
    worker.periodic_registry = PeriodicRegistry()

    async def run():
        async with worker.open_async():
            parts = asyncio.ensure_future(_work(worker, install_signal_handlers=False))
            while not until.is_set() and not parts.done():
                await asyncio.sleep(0.05)
            parts.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await parts

    try:
        asyncio.run(run())
    finally:
        connections.close_all()


@contextlib.contextmanager
def working(executor):
    over = threading.Event()
    worker = executor.submit(work, over)
    try:
        yield
    finally:
        over.set()
        worker.result()


def await_that(holds):
    ends_at = time.monotonic() + 3 * TIME_OUT
    while not holds() and time.monotonic() < ends_at:
        time.sleep(0.05)
    assert holds()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_silent_mail_server_stops_nothing_else(silent_server, quick_tasks):
    ProcrastinateJob.objects.all()._raw_delete("default")
    for number in range(9):
        send_mail(key=f"{number}", to="a@city.example", subject="件名", body="本文", purpose="test")
    for kind in quick_tasks:
        jobs.defer(f"test.{kind.name}")
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=1) as executor, working(executor):
        await_that(lambda: len(DONE) == len(quick_tasks))
        assert time.monotonic() - began < TIME_OUT - 1
        assert set(OutgoingMail.objects.values_list("tries", flat=True)) == {0}  # the first are being tried
        await_that(lambda: OutgoingMail.objects.filter(tries=1).count() == 2)
    assert time.monotonic() - began < 2 * TIME_OUT  # after the first time-out nothing is tried
    assert sum(OutgoingMail.objects.values_list("tries", flat=True)) == 2  # one in each slot
    assert not ProcrastinateJob.objects.exclude(task_name="common.outbox.tasks.deliver_mails").exists()
    assert {kind.name for kind in quick_tasks} == set(DONE)
