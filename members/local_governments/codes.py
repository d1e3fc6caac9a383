"""The six-digit code of a local government (団体コード) as people and Excel leave it."""

import re
import unicodedata
from collections.abc import Collection

_WEIGHTS = (6, 5, 4, 3, 2)
_BETWEEN = re.compile(r"[\s‐‑‒–—―−ー-]+")


def check_digit(five: str) -> str:
    """The sixth digit: 11 less the weighted sum modulo 11, its last digit."""
    weighted = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - weighted % 11) % 10)


def is_code(text: str) -> bool:
    """Whether it is six digits of which the last one is right."""
    return len(text) == 6 and text.isascii() and text.isdigit() and text[5] == check_digit(text[:5])


def candidates(text: str, known: Collection[str]) -> list[str]:
    """The codes among `known` that the text may stand for; with more than one the text alone does not tell.

    It may be whole, without its leading zero (Excel took it for a number), its check digit, or both.

    Raises ValueError with a Japanese sentence where it can be none.
    """
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"\.0+$", "", digits)
    if not re.fullmatch("[0-9]{4,6}", digits, re.ASCII):
        raise ValueError("団体コードは6桁の数字で入力してください（例：012068）。")
    if len(digits) == 6:
        return [_whole(digits, known)]
    found = [f"0{digits}"] if len(digits) == 5 else []
    five = digits if len(digits) == 5 else f"0{digits}"
    found.append(five + check_digit(five))
    found = [code for code in found if code in known]
    if not found:
        raise ValueError(
            f"団体コード「{digits}」に当てはまる自治体がありません。先頭の0を含む6桁で入力してください。"
        )
    return found


def _whole(digits: str, known: Collection[str]) -> str:
    if digits in known:
        return digits
    right = digits[:5] + check_digit(digits[:5])
    if right == digits:
        raise ValueError(f"団体コード「{digits}」の自治体は登録されていません。")
    hint = f"「{right}」ではありませんか。" if right in known else ""
    raise ValueError(
        f"団体コード「{digits}」は検査数字（6桁目）が合いません。{hint}正しい6桁を入力してください。"
    )
