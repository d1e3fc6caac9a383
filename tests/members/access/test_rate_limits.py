"""Tries at the same moment are counted one by one."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from members.access.rate_limits import COUNTERS, RateLimit


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
