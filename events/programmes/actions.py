"""Writing the parts of a programme."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.search.actions import refresh_index
from common.versions import refuse_stale
from events.events.models import Event
from events.events.rules import can_edit_event
from events.programmes.models import ProgrammePart, Speaker


@transaction.atomic
def save_part(
    *,
    event: Event,
    part: ProgrammePart | None,
    by,
    values: Mapping,
    speakers: Iterable[tuple[str, str]],
    files: Iterable[StoredFile],
    version: str = "",
) -> ProgrammePart:
    """Make the part, or write over it; `speakers` are (name, title). Raises StaleVersion."""
    event = _locked(event, by)
    row = ProgrammePart.objects.select_for_update().get(pk=part.pk, event=event) if part else None
    if row:
        refuse_stale(row, values, version)
    row = row or ProgrammePart(event=event, position=event.programme_parts.count())
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(part=row, position=place, name=name, title=title)
        for place, (name, title) in enumerate(speakers)
    )
    replace_files(files, to=row)
    _changed(event, by, "events.programme_edited", row.title)
    return row


@transaction.atomic
def delete_part(*, event: Event, part: ProgrammePart, by) -> None:
    """With its speakers and documents; the second press changes nothing."""
    event = _locked(event, by)
    if row := ProgrammePart.objects.select_for_update().filter(pk=part.pk, event=event).first():
        discard_files(files_of(row))
        row.delete()
        _changed(event, by, "events.programme_deleted", row.title)


def _locked(event: Event, by) -> Event:
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if not can_edit_event(by, row):
        raise PermissionDenied
    return row


def _changed(event: Event, by, verb: str, title: str) -> None:
    """Calendars hold the parts too."""
    event.sequence, event.changed_at = event.sequence + 1, timezone.now()
    event.save(update_fields=["sequence", "changed_at"])
    record(by=by, verb=verb, obj=event, part=title)
    refresh_index(event)
