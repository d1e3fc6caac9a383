"""Events that somebody works on."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.audit_log.queries import entries_of
from events.events.models import Event

SHOWN = 200
RECENT = datetime.timedelta(days=30)


def own_events(user) -> list[Event]:
    """Of the secretariat: what waits for it and its drafts; of an organisation: all its own. Newest first."""
    events = Event.objects.select_related("owner__local_government", "venue").order_by("-changed_at", "-pk")
    if user.is_secretariat:
        return list(events.filter(state="draft")[:SHOWN])
    return list(events.filter(owner=user.section.organization_id)[:SHOWN])


def changes_after_publication(event: Event) -> list[AuditEntry]:
    """What its organisation did with it since it is public (公開後の変更), newest first."""
    if not event.is_published or event.owner_id is None:
        return []
    since = entries_of(event).filter(at__gt=event.published_at)
    return list(since.filter(by__section__organization=event.owner_id)[:SHOWN])


def recently_changed_events() -> list[tuple[Event, AuditEntry]]:
    """Public events with the newest change that their organisation made in the last 30 days."""
    kind = ContentType.objects.get_for_model(Event)
    entries = AuditEntry.objects.filter(object_type=kind, at__gte=timezone.now() - RECENT)
    entries = entries.filter(by__section__isnull=False).select_related("by__section")
    events = Event.objects.published().filter(owner__isnull=False).select_related("owner__local_government")
    known = {str(event.pk): event for event in events.filter(pk__in=_numbers(entries))}
    found: dict[str, tuple[Event, AuditEntry]] = {}
    for entry in entries:
        event = known.get(entry.object_id)
        if event and entry.at > event.published_at and entry.by.section.organization_id == event.owner_id:
            found.setdefault(entry.object_id, (event, entry))
    return list(found.values())[:SHOWN]


def _numbers(entries) -> list[int]:
    return [int(number) for number in entries.order_by().values_list("object_id", flat=True).distinct()]
