"""A round is delivered by the real worker to a real SMTP server on loopback."""

import email
import email.policy
import re
import subprocess
import sys
import time

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from common.outbox.models import OutgoingMail
from members.confirmations.actions import default_due_on, start_confirmation_round
from members.confirmations.tasks import mark_bounced_entry
from members.organizations.models import Organization
from members.sections.models import Section
from tests import processes
from tests.worker import by_clock

SECTIONS, PATIENCE_SECONDS = 60, 60
BROKEN = "broken7@city.example"


class Postbox:
    """Keeps what arrives; one address is unknown here."""

    def __init__(self):
        self.letters = {}

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address == BROKEN:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        for address in envelope.rcpt_tos:
            self.letters.setdefault(address, []).append(letter)
        return "250 OK"


class AnyPort(Controller):
    """Listens on a port the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def postbox():
    box = Postbox()
    controller = AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def worker(postbox, tmp_path):
    """The worker as in production, told to deliver to the postbox."""
    name = connection.settings_dict["NAME"]
    env = processes.environment(tmp_path, name, EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}")
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--delete-jobs=never"]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=env, stdout=log, stderr=subprocess.STDOUT
        )
        yield process
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


@pytest.mark.usefixtures("no_cast")
@pytest.mark.django_db(transaction=True)
def test_a_round_reaches_every_mailbox_and_a_refused_one_is_marked(secretariat, worker, postbox, visitor):
    organizations = Organization.objects.bulk_create(
        Organization(kind="association", prefecture="青森県", name=f"見本{n}会", joined_on="2020-04-01")
        for n in range(SECTIONS)
    )
    Section.objects.bulk_create(
        Section(
            organization=organization,
            name="企画課",
            mailbox=BROKEN if n == 7 else f"section{n}@city.example",
        )
        for n, organization in enumerate(organizations)
    )
    confirmation_round = start_confirmation_round(due_on=default_due_on(), by=secretariat)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (
        confirmation_round.entries.filter(mailed_at=None).exists()
        or OutgoingMail.objects.filter(state="queued").exists()
    ):
        assert time.monotonic() < deadline, list(OutgoingMail.objects.values_list("state", "last_error")[:5])
        time.sleep(0.1)
    assert len(postbox.letters) == SECTIONS - 1
    assert {len(letters) for letters in postbox.letters.values()} == {1}
    by_clock(mark_bounced_entry)
    assert [
        entry.section.mailbox for entry in confirmation_round.entries.filter(bounced_at__isnull=False)
    ] == [BROKEN]
    letter = postbox.letters["section3@city.example"][0]
    assert letter.get_content_type() == "text/plain"
    assert "見本3会" in letter["Subject"]
    link = re.search(r"https?://[^/]+(/members/proof/\S+)", letter.get_content()).group(1)
    assert visitor.post(link, {"answer": "unchanged"}).status_code == 302
    assert confirmation_round.entries.get(section__mailbox="section3@city.example").state == "unchanged"
