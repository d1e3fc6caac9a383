"""The secretariat's list of what it has to do."""

import pytest

pytestmark = pytest.mark.django_db


def test_only_the_secretariat_sees_its_task_queues(visitor, browser, officer, ward_officer, secretariat):
    assert visitor.get("/members/desk/").status_code == 302
    assert browser(officer).get("/members/desk/").status_code == 403
    assert browser(ward_officer).get("/members/desk/").status_code == 403
    assert browser(secretariat).get("/members/desk/").status_code == 200


def test_task_queues_count_what_waits(browser, secretariat, make_waiting):
    make_waiting(3)
    assert "3件" in browser(secretariat).get("/members/desk/").content.decode()
