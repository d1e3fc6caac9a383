"""The event that an organiser's action changes."""

from django.core.exceptions import PermissionDenied

from events.events.models import Event
from events.events.rules import can_edit_event


def get_event_to_edit(event: Event, by) -> Event:
    """The locked row, where they may still edit it."""
    row = Event.objects.select_for_update(of=("self",)).select_related("saved_by").get(pk=event.pk)
    if not can_edit_event(by, row):
        raise PermissionDenied
    return row
