"""The secretariat's list of what it has to do."""

import pytest

pytestmark = pytest.mark.django_db


def test_task_queues_count_what_waits(browser, secretariat, make_waiting):
    make_waiting(3)
    assert "3件" in browser(secretariat).get("/members/desk/").content.decode()
