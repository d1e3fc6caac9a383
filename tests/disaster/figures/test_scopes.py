"""What a number is about, in words."""

import pytest

from disaster.figures.scopes import ALL, Scope, words_of

pytestmark = pytest.mark.django_db


def test_a_scope_in_words(make_disaster, local_governments):
    assert words_of(ALL) == "すべての災害"
    scope = Scope(disaster=make_disaster().pk, municipality="172022", job="給水", year=2024)
    assert words_of(scope) == "見本の地震 noto、支援先：石川県七尾市、給水、令和6年度 (2024)"
    assert words_of(Scope(ward="999999")) == "すべての災害、支援した区：999999"
