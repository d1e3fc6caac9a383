"""The event of an organiser's page."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from events.events.models import Event
from events.events.rules import can_edit_event


def event_to_edit(request, pk: int, *related: str) -> Event:
    """404 where they may not see the event, 403 where they may not write in it; `related` comes with it."""
    events = Event.objects.visible_to(request.user).select_related("owner", *related)
    event = get_object_or_404(events, pk=pk)
    if not can_edit_event(request.user, event):
        raise PermissionDenied
    return event
