"""Codes of local governments (全国地方公共団体コード): five digits and a check digit (検査数字)."""

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """The sixth digit that belongs to the first five."""
    total = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10) if total >= 11 else str(11 - total)


def is_code(text: str) -> bool:
    """Whether it is six digits of which the last one is right."""
    return len(text) == 6 and text.isascii() and text.isdigit() and text[5] == check_digit(text[:5])
