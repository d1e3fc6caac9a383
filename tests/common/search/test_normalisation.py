"""jnorm in SQL and its Python twin must agree, or search would miss what it shows."""

import time
import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.search import normalisation

pytestmark = pytest.mark.django_db


def in_database(expression, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", [value])
        return cursor.fetchone()[0]


# characters that both sides' Unicode tables know; newer ones may compose on one side only
known = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\x00")
significant = st.sampled_from(
    "\t\n\x0b\x0c\r\x1c\x1f\x85\xa0\u1680\u2002\u2028\u2029\u3000\u200b\ufeff①㈱㍻㋿Ⅳ｜|%_\\'"
    "\ufe00\ufe0f\U000e0100\U000e01ef竈桧萬"
    "あいがぱゕゖヵヶケゝゞアイガパヴーｱｲｶﾞﾊﾟﾞ\u3099\u309aＡＢａｂ０１７Ｚz éÉßŒĲİıſΑΩάςЁёЯ髙﨑邊龍〜~－‐―-"
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(significant, known), max_size=40))
def test_twins_agree(value):
    assert normalisation.jnorm(value) == in_database("jnorm(%s)", value)


def test_twins_agree_on_every_character_of_the_basic_plane():
    known_here = [chr(c) for c in range(1, 0x10000) if unicodedata.category(chr(c)) not in ("Cs", "Cn")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT letter, jnorm('a' || letter || 'b') FROM unnest(%s::text[]) letter", [known_here]
        )
        differing = [c for c, found in cursor.fetchall() if normalisation.jnorm(f"a{c}b") != found]
    assert differing == []


names = st.sampled_from(
    "関茅ヶケがガかカ箇ヵノの之乃原崎々郡「」@＠、・ 　|'\"\\\ufe00\U000e0100" + normalisation.MARKS
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(names, known), max_size=20))
def test_twins_agree_on_names(value):
    assert normalisation.name_key(value) == in_database("name_key(%s)", value)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(significant, known), max_size=40))
def test_twins_agree_on_bigrams(value):
    value = normalisation.jnorm(value)
    assert sorted(set(normalisation.bigrams(value))) == sorted(
        in_database("tsvector_to_array(bigrams(%s, ''))", value)
    )


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("まるしぇ", "マルシェ"),
        ("ﾏﾙｼｪ", "マルシェ"),
        ("ﾜｰｹｰｼｮﾝ", "ワーケーション"),
        ("令和 ７ 年", "令和7年"),
        ("ＤＸ 推進", "dx推進"),
        ("Zoom  Meeting", "zoom meeting"),
        ("茅ヶ崎", "茅ケ崎"),
        ("鹽竈", "塩釜"),
        ("葛\U000e0100飾", "葛飾"),
        ("髙﨑", "高崎"),
        ("防\n災", "防災"),
        (" 　", ""),
    ],
)
def test_what_is_compared_as_the_same(written, compared):
    assert normalisation.jnorm(written) == compared
    assert in_database("jnorm(%s)", written) == compared


def test_a_long_text_is_indexed_to_its_limit():
    long = "あ" * 29_999 + "いう"
    assert "イウ" not in in_database("tsvector_to_array(bigrams(jnorm(%s), ''))", long)
    assert "アイ" in in_database("tsvector_to_array(bigrams(jnorm(%s), ''))", long)


@pytest.mark.parametrize("text", ["a" + " " * 20_000 + "b", "a \u3000" * 10_000 + "あ", "\n" * 20_000 + "a"])
def test_a_text_of_blanks_takes_no_longer_than_one_of_letters(text):
    """They were looked through anew from each blank: 10,000 of them took the time of a million letters."""

    def seconds(compared):
        started = time.process_time()
        for _ in range(3):
            normalisation.jnorm(compared)
        return time.process_time() - started

    assert seconds(text) < 10 * seconds("いろは" * (len(text) // 3)) + 0.02
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 500")  # quadratic: some seconds
        cursor.execute("SELECT jnorm(%s)", [text])
        assert cursor.fetchone()[0] == normalisation.jnorm(text)
