"""Writing an event: everything of the form in one step; dates and places that move count in calendars."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.attachments.actions import replace_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from events.calendars.versions import calendars_know
from events.events.actions import get_event_to_edit
from events.events.differences import changes_of, file_changes, pair_in_words
from events.events.models import Event
from events.events.rules import can_create_event
from events.hosts.actions import write_hosts
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.participations.actions import tell_bodies
from events.participations.emails import said_of
from events.participations.models import Participation
from events.participations.queries import recorded_parts
from events.participations.rules import can_take_part
from events.periods.actions import move_days
from events.periods.rules import shift_of, why_not_in_period
from events.reports.actions import take_back_early_reports
from events.series.models import EventSeries
from events.venues.models import Venue
from members.local_governments.models import LocalGovernment

NOT_THERE = "開催日には存在しない団体です：{names}。その日にあった団体を入力するか、開催日を直してください。"


@transaction.atomic
def save_event(
    *,
    event: Event | None,
    by,
    values: Mapping,
    hosts: Iterable[tuple[str, str]],
    rules: Mapping,
    special_days: Iterable[Mapping],
    bodies: Iterable[LocalGovernment] | None,
    files: Iterable[StoredFile],
    new_venue: Mapping,
    new_series: str,
    version: int | None = None,
) -> Event:
    """Make the event, or write over it; `bodies` None leaves them. Raises StaleVersion,
    ActionRefused where a part of the programme would lie outside of the period.
    """
    row = _row_to_write(event, by, version)
    values = dict(values)
    if new_venue.get("name"):
        values["venue"] = _venue(new_venue)
    if new_series:
        values["series"] = EventSeries.objects.get_or_create(name=new_series)[0]
    changes = changes_of(row, values) if row.pk else {}
    period = values["starts_on"], values["ends_on"]
    if sentence := why_not_in_period(row, *period, special_days=False):
        raise ActionRefused(sentence)
    days, was = shift_of(row, *period), said_of(row)
    row.sequence += bool(row.pk) and calendars_know(n for n in values if getattr(row, n) != values[n])
    for name, value in values.items():
        setattr(row, name, value)
    row.saved_by = by
    row.save()
    if days:
        move_days(row, days, special_days=False)
    changes |= _write_rows(row, hosts, rules, special_days)
    if bodies is not None:
        changes |= _write_bodies(row, bodies)
    had = files_of(row)
    changes |= file_changes(had, replace_files(files, to=row))
    verb = "events.event_edited" if event else "events.event_created"
    record(by=by, verb=verb, obj=row, changes=changes)
    refresh_index(row)
    take_back_early_reports([row], by=by)
    tell_bodies(row, was)
    return row


def _row_to_write(event: Event | None, by, version: int | None) -> Event:
    if event is None:
        if not can_create_event(by):
            raise PermissionDenied
        return Event(owner=None if by.is_secretariat else by.section.organization)
    row = get_event_to_edit(event, by)
    if version is not None and version != row.edition:
        raise StaleVersion(row)
    row.edition += 1
    return row


def _venue(said: Mapping) -> Venue:
    """The place of this name and address; what is known of it already stays."""
    details = {name: value for name, value in said.items() if name not in ("name", "address")}
    found, _ = Venue.objects.get_or_create(name=said["name"], address=said["address"], defaults=details)
    return found


def _write_rows(event: Event, hosts, rules, special_days) -> dict[str, list]:
    """Hosts, hours and closed days exactly as typed; returns what differed, by heading."""
    before = _rows_as_text(event)
    write_hosts(event, hosts)
    event.opening_rules.all().delete()
    OpeningRule.objects.bulk_create(
        OpeningRule(event=event, day=day, opens=opens, closes=closes)
        for day, (opens, closes) in rules.items()
    )
    event.special_days.all().delete()
    SpecialDay.objects.bulk_create(SpecialDay(event=event, **day) for day in special_days)
    after = _rows_as_text(event)
    return {
        label: pair_in_words(before[label], after[label]) for label in after if before[label] != after[label]
    }


def _rows_as_text(event: Event) -> dict[str, str]:
    return {
        "主催・共催など": "、".join(map(str, EventHost.objects.filter(event=event))),
        "開場時間": "、".join(map(str, OpeningRule.objects.filter(event=event))),
        "休場日・時間の違う日": "、".join(map(str, SpecialDay.objects.filter(event=event))),
    }


def _write_bodies(event: Event, bodies: Iterable[LocalGovernment]) -> dict[str, list]:
    before = {part.local_government_id: part for part in recorded_parts(event)}
    others = event.participations.exclude(pk__in=[part.pk for part in before.values()])
    taken = {*before, *others.values_list("local_government", flat=True)}
    wanted = {government.pk: government for government in bodies}
    gone = [part.pk for key, part in before.items() if key not in wanted]
    added = [government for key, government in wanted.items() if key not in taken]
    if not gone and not added:
        return {}
    event.refresh_from_db(fields=["last_day"])
    if missing := [government.full_name for government in added if not can_take_part(government, event)]:
        raise ActionRefused(NOT_THERE.format(names="、".join(missing)))
    Participation.objects.filter(pk__in=gone).delete()
    Participation.objects.bulk_create(
        Participation(event=event, local_government=government) for government in added
    )
    return {"出展・参加自治体": [f"{len(before)}団体", f"{len(wanted)}団体"]}
