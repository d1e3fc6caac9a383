"""Calendar files (.ics) that people hand in, read as rows of the open-data table."""

import datetime
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from icalendar import Calendar

from common import text
from common.japanese_calendar import FIRST_YEAR, LAST_YEAR
from common.spreadsheets.limits import MAX_CELL, MAX_ROWS, MAX_SIZE
from common.spreadsheets.reading import Row, Table
from common.uploads import errors, limits, names, virus_scan
from events.events.models import Event
from events.open_data.columns import BY_NAME, ONLINE

HEADER = [
    BY_NAME[name].title
    for name in (
        "code",
        "number",
        "title",
        "starts_on",
        "ends_on",
        "starts_at",
        "ends_at",
        "description",
        "place_name",
        "website",
        "holding",
    )
]
LONGEST = datetime.timedelta(days=3660)
MAX_LINES = 100_000  # they take two seconds
LINES_OF_ENTRY = 20  # that an entry of usual length has
_ENTRY = b"BEGIN:VEVENT"
_STATUS = {"CANCELLED": Event.Holding.CANCELLED.label, "CONFIRMED": Event.Holding.PLANNED.label}
_PART = re.compile(r"event-\d+-part-\d+")  # as `events.calendars.ics.uid_of` names it
UNREADABLE = (
    "カレンダーのファイルとして読めません。カレンダーから書き出し直した.icsのファイルを選んでください。"
)


def read_calendar(upload: UploadedFile, *, code: str) -> tuple[Table, list[str]]:
    """The entries as rows of the body with that code, numbered from 1; and what is left out, in sentences.

    Raises ValidationError with sentences where nothing can be read.
    """
    entries = [part for part in _calendar(upload).walk() if part.name == "VEVENT"]
    if not entries:
        raise ValidationError("予定が1件も入っていません。予定の入った.icsのファイルを選んでください。")
    rows, left_out = [], []
    for number, entry in enumerate(entries, 1):
        if reason := _left_out(entry):
            left_out.append(f"{number}件目「{_text(entry, 'SUMMARY')[:40]}」: {reason}")
        else:
            rows.append(Row(number, [code, *_cells(entry)]))
    if not rows:
        raise ValidationError(["取り込める予定がありません。", *left_out[:20]])
    return Table(HEADER, rows), left_out


def is_calendar(upload: UploadedFile) -> bool:
    return names.ending_of(upload.name or "") == "ics"


def calendar_extent(upload: UploadedFile) -> tuple[int, int]:
    """(entries, bytes) of a calendar that is not refused unread."""
    content = _content(upload)
    return max(content.upper().count(_ENTRY), content.count(b"\n") // LINES_OF_ENTRY), len(content)


def _content(upload: UploadedFile) -> bytes:
    if upload.size > MAX_SIZE or getattr(upload, "is_cut", False):
        raise ValidationError(f"ファイルが大きすぎます。{MAX_SIZE // limits.MB}MBまでです。")
    try:
        virus_scan.refuse_infected(upload.file)
    except errors.UploadRefused as refused:
        raise ValidationError(f"このファイル{refused}") from None
    upload.file.seek(0)
    content = upload.file.read()
    if content.upper().count(_ENTRY) > MAX_ROWS or content.count(b"\n") > MAX_LINES:
        raise ValidationError(
            f"予定が多すぎます。一度に取り込めるのは{MAX_ROWS:,}件までです。"
            "期間を分けて書き出し、1つずつ取り込んでください。"
        )
    return content


def _calendar(upload: UploadedFile) -> Calendar:
    content = _content(upload)
    try:
        found = Calendar.from_ical(content.decode("utf-8-sig"), multiple=True)
    except Exception:  # its parser raises nearly everything on hostile input; the person needs one sentence
        raise ValidationError(UNREADABLE) from None
    calendar = Calendar()
    for part in found:
        calendar.add_component(part)
    return calendar


def _left_out(entry) -> str:
    """Why an entry is not taken in; "" where it is."""
    if str(entry.get("CLASS", "PUBLIC")).upper() != "PUBLIC":
        return "非公開の予定なので、取り込みません。"
    if "RRULE" in entry or "RDATE" in entry or "RECURRENCE-ID" in entry:
        return "くり返しの予定なので、取り込みません。1回ずつの予定にしてください。"
    if not isinstance(_moment(entry, "DTSTART"), datetime.date):
        return "開始の日時が読めないので、取り込みません。"
    if "UID" not in entry:
        return "予定の番号（UID）がないので、取り込みません。"
    if _PART.fullmatch(_number(entry)):
        return "このサイトの催しのプログラムなので、取り込みません。催しの管理のページで直してください。"
    return ""


def _moment(entry, name: str) -> datetime.date | datetime.timedelta | None:
    """A day, an hour or a length that can be reckoned with; None of what cannot, or stands there twice."""
    try:
        found = entry.decoded(name, None)
    except Exception:  # as above
        return None
    if isinstance(found, datetime.timedelta):
        return found if abs(found) <= LONGEST else None
    is_possible = isinstance(found, datetime.date) and FIRST_YEAR <= found.year <= LAST_YEAR
    return found if is_possible else None


def _cells(entry) -> list[str]:
    first, opens = _in_tokyo(_moment(entry, "DTSTART"))
    last, closes = _end(entry, first)
    place = _text(entry, "LOCATION")
    is_online = place.lower().startswith(("http://", "https://"))  # whoever signs up is told; not the public
    return [
        _number(entry),
        _text(entry, "SUMMARY"),
        first.isoformat(),
        last.isoformat() if last != first else "",
        opens,
        closes,
        _text(entry, "DESCRIPTION"),
        ONLINE if is_online else place,
        _text(entry, "URL"),
        _STATUS.get(_text(entry, "STATUS").upper(), ""),
    ]


def _end(entry, first: datetime.date) -> tuple[datetime.date, str]:
    """Its last day and hour; whole days end the day before DTEND."""
    start, end = _moment(entry, "DTSTART"), _moment(entry, "DTEND")
    length = _moment(entry, "DURATION")
    if end is None and isinstance(length, datetime.timedelta):
        end = start + length
    if end is None:
        return first, ""
    if isinstance(end, datetime.datetime):
        return _in_tokyo(end)
    return max(first, end - datetime.timedelta(days=1)), ""


def _in_tokyo(moment: datetime.date) -> tuple[datetime.date, str]:
    """Day and hour; without a zone it is Tokyo's."""
    if not isinstance(moment, datetime.datetime):
        return moment, ""
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.get_default_timezone())
    return moment.date(), f"{moment:%H:%M}"


def _number(entry) -> str:
    """Its UID; of an entry that came from here, the number of the event."""
    uid = _text(entry, "UID")
    name, _, host = uid.partition("@")
    return name if host == urlsplit(settings.SITE_URL).hostname and name.startswith("event-") else uid


def _text(entry, name: str) -> str:
    found = entry.get(name, "")
    return text.clean(str(found[0] if isinstance(found, list) else found)).strip()[:MAX_CELL]
