"""Amounts of money as offices write them: 3,000千円, 300万円, 1億2,000万円, 3000000."""

import re
import unicodedata
from decimal import Decimal

_UNITS = {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)(億|百万|万|千|)")
_WHOLE = re.compile(r"(?:\d[\d,]*(?:\.\d+)?(?:億|百万|万|千|))+円?")
_DIGITS = re.compile(r"\d{1,3}(,\d{3})+|\d+")
MAX_DIGITS = 15
HOW = "金額は「3000000」「300万円」「3,000千円」のように入力してください。"


def read_yen(text: str) -> tuple[int, bool]:
    """The yen, and whether a unit (千, 万, 億) multiplied them; raises ValueError with a sentence."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).removeprefix("¥")
    if not _WHOLE.fullmatch(plain) or (plain.isascii() and not _DIGITS.fullmatch(plain)):
        raise ValueError(HOW)
    yen, multiplied = Decimal(0), False
    for number, unit in _PART.findall(plain):
        yen += Decimal(number.replace(",", "")) * _UNITS[unit]
        multiplied = multiplied or bool(unit)
    if yen == 0:
        raise ValueError("0円は入力できません。確認できていないときは空欄にしてください。")
    if yen != int(yen) or yen >= 10**MAX_DIGITS:
        raise ValueError("金額は1円以上、15桁までの整数になるように入力してください。")
    return int(yen), multiplied
