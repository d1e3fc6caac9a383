"""Tries at the same moment are counted one by one."""

import threading

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from members.access.rate_limits import COUNTERS, RateLimit, count_use


def ask(rf, limit, key="", user=None, ip="203.0.113.7"):
    request = rf.post("/", REMOTE_ADDR=ip)
    request.user = user or AnonymousUser()
    return limit.allows(request, key)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("allowed", [5, 100])
def test_tries_at_the_same_moment_are_all_counted(rf, allowed):
    COUNTERS.clear()
    limit, start, passed = RateLimit("trial", by_key=f"{allowed}/h"), threading.Barrier(8), []

    def try_often():
        start.wait()
        for _ in range(3):
            if ask(rf, limit, "271403"):
                passed.append(1)
        connection.close()

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = 0
    while ask(rf, limit, "271403"):
        left += 1
    assert len(passed) + left == allowed


@pytest.mark.django_db
def test_each_rate_is_counted_for_itself(rf, officer, colleague):
    limit = RateLimit("trial", by_network="4/h", by_key="2/h")
    assert [ask(rf, limit, "a") for _ in range(3)] == [True, True, False]
    assert ask(rf, limit, "b")
    assert not ask(rf, limit, "c")  # five tries from one network
    assert ask(rf, limit, "c", ip="198.51.100.1")
    people = RateLimit("trial", by_user="1/h")
    assert [ask(rf, people, user=person) for person in (officer, colleague, officer)] == [True, True, False]


@pytest.mark.django_db
def test_a_use_is_counted_by_one_statement(django_assert_num_queries):
    use = {"name": "trial", "rate": "2/10m", "key": "a"}
    for is_allowed in (True, True, False):
        with django_assert_num_queries(1):
            assert bool(count_use(**use)) == is_allowed
    with django_assert_num_queries(1):
        assert not count_use(**use, only_ask=True)
    assert count_use(**{**use, "key": "b"}, only_ask=True)
    assert count_use(**{**use, "rate": "3/1h"})


@pytest.mark.django_db
def test_the_window_slides_and_what_is_taken_back_leaves_its_place():
    use = {"name": "trial", "rate": "2/10m", "key": "a"}
    with time_machine.travel("2026-04-01 09:00+09:00", tick=False) as clock:
        first = count_use(**use)
        clock.shift(6 * 60)
        assert count_use(**use)
        assert not count_use(**use)
        clock.shift(5 * 60)
        assert count_use(**use)  # the first one is eleven minutes old
        assert not count_use(**use)
        first.rollback()  # too old to count
        assert not count_use(**use)
        clock.shift(6 * 60)
        last = count_use(**use)
        assert not count_use(**use)
        last.rollback()
        assert count_use(**use)
