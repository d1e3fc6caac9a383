"""Lines that people type for hours and closed days, read and written back."""

import datetime
import re

from common.japanese_calendar import parse_date, parse_time, wareki

_HOURS = re.compile(r"(?P<opens>[^-~～〜－―ー–—]+)[-~～〜－―ー–—](?P<closes>.+)")
_CLOSED = ("休み", "休場", "休館", "閉場", "休業")


def read_hours(text: str) -> tuple[datetime.time, datetime.time]:
    """10:00-17:00 or 10時～17時; raises ValueError with a sentence."""
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise ValueError("「10:00-17:00」のように入力してください。")
    opens, closes = parse_time(found["opens"]), parse_time(found["closes"])
    if closes <= opens:
        raise ValueError("終わりの時刻は、始まりの時刻より後にしてください。")
    return opens, closes


def hours_text(opens: datetime.time, closes: datetime.time) -> str:
    return f"{opens.hour}:{opens.minute:02}-{closes.hour}:{closes.minute:02}"


def read_special_day(line: str) -> dict:
    """「令和8年1月12日 休み」 or 「R8.1.25 10:00-15:00 臨時開場」 as the columns of a special day."""
    day, _, rest = line.strip().replace("\u3000", " ").partition(" ")
    said, _, note = rest.strip().partition(" ")
    columns = {"day": parse_date(day), "opens": None, "closes": None, "note": note.strip()[:100]}
    if not said or said in _CLOSED:
        return columns
    if _HOURS.fullmatch(said):
        columns["opens"], columns["closes"] = read_hours(said)
        return columns
    return columns | {"note": rest.strip()[:100]}  # closed, with words: 「館内点検」


def special_day_text(special) -> str:
    said = "休み" if special.is_closed else hours_text(special.opens, special.closes)
    return " ".join(part for part in (wareki(special.day, weekday=False), said, special.note) if part)
