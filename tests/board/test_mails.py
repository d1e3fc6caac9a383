"""Each mail of the board: written once, its text whole, and left unsent once it is no longer true."""

import pytest

from tests.board.mail_table import MAILS
from tests.mails import walk


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_is_written_once_and_not_sent_when_it_is_no_longer_true(purpose, request, db):
    walk(purpose, MAILS[purpose], request)
