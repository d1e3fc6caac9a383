import pytest

from members.access.rate_limits import COUNTERS
from tests.mails import walk
from tests.members.mail_table import MAILS


@pytest.fixture(autouse=True)
def _fresh_counters(no_cast):
    COUNTERS.clear()


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_is_told_once_and_not_once_it_is_untrue(purpose, request):
    walk(purpose, MAILS[purpose], request)
