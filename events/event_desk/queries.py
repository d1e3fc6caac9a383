"""Events that somebody works on."""

from events.events.models import Event

SHOWN = 200


def own_events(user) -> list[Event]:
    """Of the secretariat: what waits for it and its drafts; of an organisation: all its own. Newest first."""
    events = Event.objects.select_related("owner__local_government", "venue").order_by("-changed_at", "-pk")
    if user.is_secretariat:
        return list(events.filter(state="draft")[:SHOWN])
    return list(events.filter(owner=user.section.organization_id)[:SHOWN])
