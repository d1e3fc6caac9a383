"""Every mail of the site has its line in the table of its room."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from common.outbox.mails import declared_mails
from tests.mails import walk
from tests.portal.mail_table import MAILS

ROOMS = ["board", "pamphlets", "inquiries", "events", "disaster", "news", "members", "sign_ups", "portal"]


def test_each_declared_mail_has_a_line():
    lines: set[str] = set()
    for room in ROOMS:
        if find_spec(f"tests.{room}.mail_table"):
            lines |= set(import_module(f"tests.{room}.mail_table").MAILS)
    declared = {purpose for purpose in declared_mails() if not purpose.startswith("tests.")}
    assert declared == lines


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_of_the_portal_is_told_once_and_not_once_it_is_untrue(purpose, request, db):
    walk(purpose, MAILS[purpose], request)
