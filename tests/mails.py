"""The walk that every declared mail makes once: written, written again, untrue before it leaves.

A room's table (`tests/<room>/mail_table.py`) has a line for each of its mails; tests/portal/test_mails.py
holds that none is missing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.urls import Resolver404, resolve, reverse

from common.outbox import delivery
from common.outbox.actions import MailMessage, send_mails
from common.outbox.mails import Mail
from common.outbox.models import OutgoingMail


def send_mail(**message) -> OutgoingMail:
    """The row of one mail that nobody declared."""
    send_mails([MailMessage(**message)])
    return OutgoingMail.objects.get(key=message["key"][:200])


@dataclass(frozen=True)
class MailLine:
    """`make` brings about what the mail tells and gives the mail; `undo` makes it untrue."""

    make: Callable[[pytest.FixtureRequest], Mail]
    undo: Callable[[pytest.FixtureRequest, Mail], object]


def check_ways(row: OutgoingMail) -> None:
    """Its links lead to pages of the site, a code says where it is typed, and both desks can be called."""
    links = re.findall(rf"{re.escape(settings.SITE_URL)}(/[^\s)」]*)", row.body)
    for link in links:
        try:
            resolve(link.partition("?")[0].partition("#")[0])
        except Resolver404:
            pytest.fail(f"{row.purpose} names {link}, which is no page of the site")
    if "確認コード  " in row.body:
        assert reverse("members:mail-token-enter") in links, (
            f"{row.purpose} does not say where to type its code"
        )
    for desk in settings.DESKS:
        assert desk["telephone"] in row.body, f"{row.purpose} does not say whom to call"


def walk(purpose: str, line: MailLine, request: pytest.FixtureRequest) -> list[OutgoingMail]:
    """The mails as written; raises where one is not whole, written twice, or leaves though it is untrue."""
    mail = line.make(request)
    assert mail.purpose == purpose
    OutgoingMail.objects.filter(purpose=purpose).delete()
    assert mail.write(), f"{purpose} is written to nobody"
    rows = list(OutgoingMail.objects.filter(purpose=purpose))
    for row in rows:
        assert row.state == "queued", (
            f"{purpose} to {row.to} does not hold when it is written: {row.last_error}"
        )
        assert row.subject, f"{purpose} has no subject"
        assert row.body.strip(), f"{purpose} has no text"
        assert not {"{{", "{%", "None"} & set(f"{row.subject} {row.body}".split())
        check_ways(row)
    again = type(mail)(mail.about, secrets=mail.secrets, **mail.facts)
    assert again.write() == 0, f"{purpose} is written twice"
    line.undo(request, mail)
    sent = len(outbox.outbox)
    for row in rows:
        row = delivery.deliver(row)
        assert row.state == "skipped", f"{purpose} to {row.to} leaves though it is no longer true"
        assert row.last_error
    assert len(outbox.outbox) == sent
    return rows
