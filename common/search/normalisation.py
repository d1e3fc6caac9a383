"""How Japanese text is compared: the same in Python as the database's `jnorm(text)`.

NFKC, lower case, katakana for hiragana, one form for variants of a character, no blanks beside Japanese.
The tables are spelled out because `lower()` and `\\s` depend on the database's locale; the SQL of the first
migration holds the same ones, and a property test holds both equal.
"""

import re
import unicodedata

MAX_CHARACTERS = 30_000  # what the index holds of one text


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))


def _lower_case() -> dict[str, str]:
    """Latin with accents, Greek and Cyrillic, one character to one character."""
    letters = map(chr, [*range(0xC0, 0x180), *range(0x391, 0x3AA), *range(0x400, 0x430)])
    return {c: c.lower() for c in letters if c.lower() != c and len(c.lower()) == 1}


_HIRAGANA = {chr(code): chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_SMALL_KE = _pairs("ヵカヶケ") | _pairs("ゕカゖケ")  # 茅ヶ崎, 茅ケ崎
_VARIANTS = _pairs("髙高﨑崎澤沢濵浜濱浜邉辺邊辺齋斎齊斉國国廣広嶋島龍竜瀧滝藪薮")
_DASHES = dict.fromkeys("‐‒–—―−", "-") | {"〜": "~"}
BLANKS = "\t\x0b\x0c\r\x85\u1680\u2028\u2029"
# letters of nearly every text, separate from the rest: SQL's translate() tries every entry for every letter
COMMON = _HIRAGANA | _SMALL_KE | {"\n": " "}
RARE = _lower_case() | _VARIANTS | _DASHES | dict.fromkeys(BLANKS, " ")
TABLE = COMMON | RARE | {chr(code): chr(code + 0x20) for code in range(0x41, 0x5B)}

_TRANSLATION = str.maketrans(TABLE)
_SEVERAL = re.compile(" +")
_BESIDE_JAPANESE = re.compile("(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


def jnorm(text: str) -> str:
    """`text` as it is compared; equal to the database's jnorm for every text without NUL and surrogates."""
    shaped = unicodedata.normalize("NFKC", text).translate(_TRANSLATION)
    # one blank first: looking behind a run of n of them takes n steps for each
    return _BESIDE_JAPANESE.sub("", _SEVERAL.sub(" ", shaped)).strip(" ")


def bigrams(norm: str) -> list[str]:
    """The lexemes of a normalised text: every two characters in a row, and the last one alone."""
    return [norm[i : i + 2] for i in range(len(norm))]
