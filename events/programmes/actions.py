"""Writing the parts of a programme."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.search.actions import refresh_index
from common.versions import refuse_stale
from events.events.actions import get_event_to_edit
from events.events.differences import changes_of, file_changes, pair_in_words
from events.events.models import Event
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
    event = get_event_to_edit(event, by)
    row = ProgrammePart.objects.select_for_update().get(pk=part.pk, event=event) if part else None
    if row:
        refuse_stale(row, values, version)
    row = row or ProgrammePart(event=event, position=event.programme_parts.count())
    speakers = list(speakers)
    changes = changes_of(row, values) | _speaker_changes(row, speakers) if row.pk else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(part=row, position=place, name=name, title=title)
        for place, (name, title) in enumerate(speakers)
    )
    had = files_of(row)
    changes |= file_changes(had, replace_files(files, to=row))
    _changed(event, by, "events.programme_edited", row.title, changes)
    return row


@transaction.atomic
def delete_part(*, event: Event, part: ProgrammePart, by) -> None:
    """With its speakers and documents; the second press changes nothing."""
    event = get_event_to_edit(event, by)
    if row := ProgrammePart.objects.select_for_update().filter(pk=part.pk, event=event).first():
        discard_files(files_of(row))
        row.delete()
        _changed(event, by, "events.programme_deleted", row.title)


def _speaker_changes(part: ProgrammePart, speakers: list[tuple[str, str]]) -> dict[str, list[str]]:
    before = "、".join(map(str, part.speakers.all()))
    after = "、".join(f"{title} {name}".strip() for name, title in speakers)
    return {"登壇者": pair_in_words(before, after)} if before != after else {}


def _changed(event: Event, by, verb: str, title: str, changes: Mapping | None = None) -> None:
    """Calendars hold the parts too."""
    event.sequence, event.changed_at = event.sequence + 1, timezone.now()
    event.save(update_fields=["sequence", "changed_at"])
    record(by=by, verb=verb, obj=event, part=title, changes=changes or {})
    refresh_index(event)
