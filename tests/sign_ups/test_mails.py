"""Each mail of the room: its text is whole, it is written once, and stays once it is no longer true."""

import pytest

from tests.mails import walk
from tests.sign_ups.mail_table import MAILS


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_is_whole_without_the_ones_before(purpose, request, db):
    (row,) = walk(purpose, MAILS[purpose], request)
    for words in (
        "基調講演",
        "大ホール" if purpose != "sign_ups.slot_changed" else "小ホール",
        "/e/",
        "企画課",
    ):
        assert words in f"{row.subject} {row.body}"
