"""Whether it takes place: as planned, cancelled, postponed, on another day."""

import datetime

from django.db import transaction

from common.audit_log.actions import record
from common.publication.models import DatePrecision
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from events.events.actions import get_event_to_edit
from events.events.models import Event
from events.participations.actions import tell_bodies
from events.participations.emails import said_of
from events.periods.actions import move_days
from events.periods.rules import shift_of, why_not_in_period
from events.reports.actions import take_back_early_reports
from sign_ups.slot_desk.actions import tell_called_off

Holding = Event.Holding


@transaction.atomic
def change_holding(
    *,
    event: Event,
    by,
    holding: str,
    note: str = "",
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Event:
    """How it is held now; 日程変更 takes the new days and keeps those of before.

    The same twice changes nothing.
    """
    row = get_event_to_edit(event, by)
    moved = holding == Holding.RESCHEDULED
    if (row.holding, row.holding_note) == (holding, note) and (
        not moved or (row.starts_on, row.ends_on) == (starts_on, ends_on)
    ):
        return row
    was = said_of(row)
    if moved:
        _move(row, starts_on, ends_on)
    else:
        row.former_starts_on = row.former_ends_on = None
    before, row.holding, row.holding_note = row.get_holding_display(), holding, note
    row.sequence, row.edition, row.saved_by = row.sequence + 1, row.edition + 1, by
    row.full_clean(exclude=["saved_by"])
    row.save()
    record(
        by=by,
        verb="events.event_holding_changed",
        obj=row,
        changes={"開催の状況": [before, row.get_holding_display()]},
        note=note,
    )
    refresh_index(row)
    take_back_early_reports([row], by=by)
    tell_bodies(row, was)
    tell_called_off(row)
    return row


def _move(row: Event, starts_on, ends_on) -> None:
    if row.date_precision != DatePrecision.DAY or row.starts_on is None:
        raise ActionRefused("開催日が日まで決まっていないイベントは、内容の編集で日付を入力してください。")
    if (row.starts_on, row.ends_on) == (starts_on, ends_on):
        raise ActionRefused("新しい開催日が、いまの開催日と同じです。")
    if row.holding != Holding.RESCHEDULED:  # moved twice: the first plan stays the one that people know
        row.former_starts_on, row.former_ends_on = row.starts_on, row.ends_on
    if sentence := why_not_in_period(row, starts_on, ends_on):
        raise ActionRefused(sentence)
    move_days(row, shift_of(row, starts_on, ends_on))
    row.starts_on, row.ends_on = starts_on, ends_on
