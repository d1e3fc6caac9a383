"""Records, statements and numbers as JSON; docs/support-json.md says what each name means."""

from disaster.figures.definitions import standing_figures
from disaster.figures.scopes import ALL
from disaster.figures.values import compute
from disaster.support_records.moments import Moments

VERSION = 1
TEXTS = ("kind", "giver", "sender", "recipient", "basis", "state", "window", "length", "job", "scheme")
MORE = ("item", "unit", "content", "note", "derived", "coverage", "source")
NUMBERS = ("amount_yen", "people", "fiscal_year", "is_partial")
DAYS = ("period_start", "period_end", "as_of")


def document(records, statements, moments: Moments) -> dict[str, object]:
    """What the files hold, for programs; unknown is null."""
    return {
        "version": VERSION,
        "on": _day(moments.on),
        "recorded": _day(moments.recorded_on),
        "records": [_told(told) for told in records],
        "statements": [_statement(told) for told in statements],
        "figures": [_figure(each) for each in compute(standing_figures(), ALL, moments)],
    }


def _told(told) -> dict[str, object]:
    disaster = told.record.disaster
    return {
        "id": told.record_id,
        "version": told.number,
        "recorded_at": told.recorded_at.isoformat(),
        "disaster": {"id": disaster.pk, "name": disaster.name} if disaster else None,
        **{name: getattr(told, name) or None for name in (*TEXTS, *MORE)},
        **{name: getattr(told, name) for name in NUMBERS},
        **{name: _day(getattr(told, name)) for name in DAYS},
        "quantity": None if told.quantity is None else str(told.quantity),
        "sender_code": told.sender_government.code if told.sender_government else None,
        "recipient_code": told.recipient_government.code if told.recipient_government else None,
    }


def _statement(told) -> dict[str, object]:
    return _told(told) | {
        "part_of": told.part_of_id,
        "published_on": _day(told.published_on),
        "place_in_source": told.place_in_source or None,
    }


def _figure(each) -> dict[str, object]:
    return {
        "key": each.figure.key,
        "label": each.label,
        "unit": each.unit,
        "rule": each.figure.rule,
        "rule_version": each.figure.version,
        "value": None if each.value is None else str(each.value),
        "known": each.known,
        "unknown": each.unknown,
        "coverage": list(each.coverage),
    }


def _day(day) -> str | None:
    return day.isoformat() if day else None
