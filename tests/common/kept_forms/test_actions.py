"""What waits for a login has limits, is given back once, and goes after a day."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from common.housekeeping.tasks import nightly_cleanup
from common.kept_forms import actions
from common.kept_forms.models import KeptForm

pytestmark = pytest.mark.django_db
TYPED = [("title", "題名"), ("themes", "a"), ("themes", "b"), ("body", "\x00\ud800")]


def test_it_is_given_back_once_as_it_was():
    number = actions.keep_form(TYPED)
    assert actions.take_form(number) == TYPED
    assert actions.take_form(number) is None


def test_one_form_has_a_limit():
    assert actions.keep_form([("body", "あ" * (actions.MAX_BYTES // 3 - 2))]) is not None
    assert actions.keep_form([("body", "あ" * (actions.MAX_BYTES // 3 + 1))]) is None
    assert KeptForm.objects.count() == 1


def test_all_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(actions, "MAX_BYTES_OF_ALL", 1_000)
    kept = [actions.keep_form([("body", "x" * 296)]) for _ in range(5)]
    assert [number is not None for number in kept] == [True, True, True, False, False]
    actions.take_form(kept[0])
    assert actions.keep_form([("body", "x" * 296)]) is not None


def test_what_nobody_asked_for_goes_in_the_night():
    actions.keep_form(TYPED)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25), tick=False):
        new = actions.keep_form(TYPED)
        nightly_cleanup(now=timezone.now())
    assert list(KeptForm.objects.values_list("pk", flat=True)) == [new]


def test_the_text_is_where_the_limit_counts_it(visitor):
    """No other row grows with what a visitor posts."""

    def session_bytes():
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(length(session_data)), 0) FROM django_session")
            return cursor.fetchone()[0]

    before = session_bytes()
    visitor.post("/organization/edit/", {"introduction": "あ" * 90_000})
    assert KeptForm.objects.get().size > 270_000
    assert session_bytes() - before < 2_000
