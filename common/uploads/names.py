"""File names kept for people: Japanese stays, what could mislead goes. Never used as a path."""

import re
import unicodedata

from common.text import is_blank

_FORBIDDEN = re.compile(r'[<>:"|?*\u0000-\u001f\u007f-\u009f]')
_HIDDEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_ENDING = re.compile("(.*)[.．﹒]([^.．﹒]*)")
MAX_STEM = 100


def safe_file_name(name: str, ending: str) -> str:
    """A safe name, its ending in half width; `ending` is put behind a name that has none."""
    name = unicodedata.normalize("NFC", _HIDDEN.sub("", name)).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", name)).rstrip(" .").lstrip(" ")
    if _RESERVED.match(name):
        name = f"_{name}"
    found = _ENDING.fullmatch(name)
    stem, last = (found[1], unicodedata.normalize("NFKC", found[2])) if found else (name, ending)
    stem = "ファイル" if is_blank(stem.strip(" .")) else stem.strip(" .")[:MAX_STEM]
    return f"{stem}.{last[:10]}"


def ending_of(name: str) -> str:
    """The ending in lower case and half width, without the dot; "" where there is none."""
    last = unicodedata.normalize("NFKC", _HIDDEN.sub("", name)).rstrip(" .").rpartition(".")
    return last[2].lower() if last[1] else ""
