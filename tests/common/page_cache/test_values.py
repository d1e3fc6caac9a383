import pytest
from django.contrib.auth.models import AnonymousUser

from common.page_cache import listening, values
from members.users.models import User

VISITOR, PERSON = AnonymousUser(), User(pk=1)


@pytest.fixture
def heard(monkeypatch):
    """How many changes this process has heard of."""
    now = {"changes": 1}
    monkeypatch.setattr(listening, "changes_heard", lambda: now["changes"])
    monkeypatch.setattr(listening, "is_unchanged", lambda tables, since: since == now["changes"])
    monkeypatch.setattr(values, "KEPT", [])
    return now


@pytest.fixture
def answer(heard):
    """How often it was asked for, and with which key."""
    asked = []

    @values.kept_for_visitors()
    def answer(user, key="a"):
        asked.append(key)
        return f"{key}{len(asked)}"

    return answer


def test_visitors_share_an_answer_until_something_changes(answer, heard):
    assert [answer(VISITOR), answer(VISITOR), answer(VISITOR, "b")] == ["a1", "a1", "b2"]
    heard["changes"] += 1
    assert answer(VISITOR) == "a3"


def test_who_is_logged_in_always_gets_a_new_answer_that_is_nobody_elses(answer):
    assert [answer(VISITOR), answer(PERSON), answer(PERSON), answer(VISITOR)] == ["a1", "a2", "a3", "a1"]


def test_who_does_not_hear_keeps_nothing_and_gets_nothing_kept(answer, heard):
    heard["changes"] = None
    assert [answer(VISITOR), answer(VISITOR)] == ["a1", "a2"]
    heard["changes"] = 1
    assert [answer(VISITOR), answer(VISITOR)] == ["a3", "a3"]


def test_an_answer_holds_for_the_day(answer, monkeypatch):
    assert answer(VISITOR) == "a1"
    monkeypatch.setattr(values, "today", lambda: "another day")
    assert answer(VISITOR) == "a2"


def test_what_changes_while_an_answer_is_made_is_not_hidden_by_it(heard):
    @values.kept_for_visitors()
    def answer(user):
        heard["changes"] += 1
        return heard["changes"]

    assert [answer(VISITOR), answer(VISITOR)] == [2, 3]
