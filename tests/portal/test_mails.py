"""Every mail of the site has its line in the table of its room."""

from importlib import import_module
from importlib.util import find_spec

from common.outbox.mails import declared_mails

ROOMS = ["board", "pamphlets", "inquiries", "members", "portal"]


def test_each_declared_mail_has_a_line():
    lines: set[str] = set()
    for room in ROOMS:
        if find_spec(f"tests.{room}.mail_table"):
            lines |= set(import_module(f"tests.{room}.mail_table").MAILS)
    declared = {purpose for purpose in declared_mails() if not purpose.startswith("tests.")}
    assert declared == lines
