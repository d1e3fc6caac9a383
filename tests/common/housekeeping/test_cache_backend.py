"""Counters are not pushed out of the cache by other counters."""

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache, caches
from django.db import connection

pytestmark = pytest.mark.django_db


def test_what_has_not_expired_stays_however_much_there_is(monkeypatch):
    monkeypatch.setattr(caches["default"], "_max_entries", 20)
    cache.set("a_counter", [1], 3600)  # by its name the first to go
    for n in range(40):
        cache.set(f"guess_{n}", [1], 3600)
    assert cache.get("a_counter") == [1]
    assert all(cache.get(f"guess_{n}") for n in range(40))


def test_what_has_expired_goes_where_there_is_too_much(monkeypatch):
    monkeypatch.setattr(caches["default"], "_max_entries", 5)
    cache.clear()
    for n in range(10):
        cache.set(f"old_{n}", [1], -10)
    cache.set("new", [1], 3600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_cache")
        assert cursor.fetchone()[0] <= 6


def test_what_counts_guesses_lies_in_a_table_of_its_own(settings):
    assert settings.CACHES["counters"]["LOCATION"] != settings.CACHES["default"]["LOCATION"]
    ratelimit.cache.set("guess", 1, 60)
    totp.cache.set("used", "y", 60)
    assert cache.get_many(["guess", "used"]) == {}
    assert caches["counters"].get_many(["guess", "used"]) == {"guess": 1, "used": "y"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_counter")
        assert cursor.fetchone()[0] == 2
