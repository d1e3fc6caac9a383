"""What changed in a row, in the words of its page, for the audit log."""

import datetime
from collections.abc import Mapping
from itertools import takewhile

from django.db import models

from common.attachments.models import StoredFile
from common.audit_log.actions import differences
from common.japanese_calendar import wareki
from events.events.dates import clock

LONGEST = 200  # characters of a text that are kept, from shortly before its first difference
BEFORE = 20


def changes_of(row: models.Model, values: Mapping) -> dict[str, list[str]]:
    """{label: [before, after]} of the columns that would change."""
    words = {
        str(field.verbose_name): dict(field.flatchoices)
        for field in row._meta.concrete_fields
        if field.name in values
    }
    return {
        label: pair_in_words(*(_word(value, words[label]) for value in pair))
        for label, pair in differences(row, values).items()
    }


def pair_in_words(before: str, after: str) -> list[str]:
    """Both, long ones from where they begin to differ."""
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    start = max(0, same - BEFORE) if max(len(before), len(after)) > LONGEST else 0
    return [_cut(text, start) for text in (before, after)]


def file_changes(before: list[StoredFile], after: list[StoredFile]) -> dict[str, list[str]]:
    names = ["、".join(file.name for file in files) for files in (before, after)]
    return {"画像・資料": pair_in_words(*names)} if names[0] != names[1] else {}


def _cut(text: str, start: int) -> str:
    cut = text[start : start + LONGEST]
    return f"{'…' if start else ''}{cut}{'…' if text[start + LONGEST :] else ''}"


def _word(value, choices: dict) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return wareki(value)
    if isinstance(value, datetime.time):
        return clock(value)
    return str(choices.get(value, value))
