"""What stands in the text of a mailing for what differs from one to the other: {氏名}, {申込番号}."""

import re
from collections.abc import Callable

from sign_ups.sign_ups.models import SignUp

MARK = re.compile(r"[{｛]([^{}｛｝\n]{0,40})[}｝]")
SURVEY = "アンケート"
VALUES: dict[str, Callable[[SignUp], str]] = {
    "氏名": lambda sign_up: sign_up.name,
    "申込番号": lambda sign_up: sign_up.code_shown,
    "人数": lambda sign_up: f"{sign_up.size}人",
    "催し": lambda sign_up: sign_up.slot.title,
    "日時": lambda sign_up: sign_up.slot.when,
    "場所": lambda sign_up: sign_up.slot.place or "未定",
}
HELP = "、".join(f"{{{name}}}" for name in VALUES)


def named_in(text: str) -> list[str]:
    """The placeholders in the order of the text, each once."""
    return list(dict.fromkeys(MARK.findall(text)))


def filled(text: str, sign_up: SignUp, **more: str) -> str:
    """The text for one of them, in one pass: what a name brings with it is no placeholder."""

    def value(found: re.Match) -> str:
        name = found[1]
        return more[name] if name in more else VALUES[name](sign_up) if name in VALUES else found[0]

    return MARK.sub(value, text)
