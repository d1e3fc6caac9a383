"""Other ways to write a word that is looked for in texts: 祭り and まつり, 15号 and 第15号.

Texts keep what was written, unlike names (`name_key`): so the word is looked for in each of its spellings.
"""

import re

from common.search.normalisation import BETWEEN_KANJI, KE, NO, without_district

_FESTIVAL = ("祭リ", "マツリ")
_WITHOUT_DAI = re.compile("(?<![第0-9])(?=[0-9]{1,3}(?:号|回|報|部|弾)$)")


def other_spellings(word: str) -> list[str]:
    """Of a normalised word, those that differ from it."""
    ways = [word]
    if plain := without_district(word):
        ways.append(plain)
    for letters in (KE, NO):
        pattern = BETWEEN_KANJI[letters]
        ways += [pattern.sub(letter, way) for way in ways for letter in letters if pattern.search(way)]
    for one, other in (_FESTIVAL, _FESTIVAL[::-1]):
        ways += [way.replace(one, other) for way in ways if one in way]
    ways += [_WITHOUT_DAI.sub("第", way) for way in ways if _WITHOUT_DAI.search(way)]
    return [way for way in dict.fromkeys(ways) if way != word]
