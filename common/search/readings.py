"""Readings (かな) as search finds them, also in Latin letters as people type them: さかい, sakai, toukyou.

What is typed is brought to the same letters: si and shi, Ōsaka, Osaka and oosaka, sakai-shi.
"""

import re
import unicodedata
from collections.abc import Iterable

import jaconv

_LONG = re.compile("(?<=o)[ou]|(?<=u)u")  # ō and ū, which most leave out
_TYPED = re.compile("[a-z][a-z'-]{2,}")
_MACRON = "\u0304"


def reading_words(readings: Iterable[str]) -> str:
    """Each reading with its ways in Latin letters, a line each; without those that are empty."""
    return "\n".join(" ".join([kana, *_in_latin(kana)]) for kana in dict.fromkeys(readings) if kana)


def latin_ways(word: str) -> list[str]:
    """Other letters for a normalised word in Latin letters, as readings are kept; none for any other word."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).replace(_MACRON, ""))
    if not _TYPED.fullmatch(plain):
        return []
    joined = plain.replace("-", "").replace("'", "")
    spelled = jaconv.kana2alphabet(jaconv.alphabet2kana(joined))
    ways = [plain, joined, spelled if spelled.isascii() and spelled.isalpha() else ""]
    return [way for way in dict.fromkeys(ways) if way and way != word]


def _in_latin(kana: str) -> list[str]:
    letters = jaconv.kana2alphabet(jaconv.kata2hira(kana)).replace("cch", "tch")
    return list(dict.fromkeys([letters, _LONG.sub("", letters)]))
