"""Each mail of the room: its text is whole, it is written once, and not sent once it is no longer true."""

import pytest

from tests.mails import walk
from tests.news.mail_table import MAILS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("purpose", MAILS)
def test_it_holds_until_it_does_not(request, purpose):
    walk(purpose, MAILS[purpose], request)
