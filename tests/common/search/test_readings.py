"""Readings find by kana and by every usual way to write them in Latin letters."""

import pytest

from common.search.queries import search_texts
from common.search.readings import latin_ways, reading_words


@pytest.mark.parametrize(
    ("kana", "typed"),
    [
        *(("さかいし", word) for word in ("sakai", "SAKAI", "Sakai-shi", "ｓａｋａｉ", "さかい", "サカイ")),
        *(("おおさかふ", word) for word in ("osaka", "oosaka", "Ōsaka", "OSAKA-FU", "O\u0304saka")),
        *(("とうきょうと", word) for word in ("tokyo", "toukyou", "Tōkyō", "tokyo-to")),
        *(("ちばし", word) for word in ("chiba", "tiba")),
        *(("つるがし", word) for word in ("tsuruga", "turuga")),
        *(("しんじゅくく", word) for word in ("shinjuku", "sinjuku", "shinjuku-ku")),
        *(("ほんじょうし", word) for word in ("honjo", "honjou", "honzyou")),
        *(("はっちょう", word) for word in ("hatcho", "hatchou")),
        ("ニセコちょう", "niseko"),
        ("しんいちし", "shin'ichi"),
    ],
)
@pytest.mark.django_db
def test_a_reading_is_found_in_latin_letters(put, kana, typed):
    put("その市", hidden_words=reading_words([kana]))
    put("ほかの市", hidden_words=reading_words(["くしろし"]))
    (row,) = search_texts(typed, audiences=["public"]).rows
    assert (row.title, row.snippet) == ("その市", "")


@pytest.mark.django_db
def test_a_word_of_latin_letters_is_found_in_texts_as_before(put):
    put("Zoomで話す会", "e-Taxの説明")
    for typed in ("zoom", "ZOOM", "e-tax"):
        assert search_texts(typed, audiences=["public"]).count == 1, typed


@pytest.mark.parametrize("word", ["堺市", "dx", "a", "", "123", "x" * 100, "---", "qqq"])
def test_other_words_get_only_letters_that_differ(word):
    assert word not in latin_ways(word)


def test_a_body_without_a_reading_has_no_words():
    assert reading_words(["", "", ""]) == ""
    assert reading_words(["さかいし", "さかいし"]) == "さかいし sakaishi"
