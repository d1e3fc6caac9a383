"""Who may write about an event."""

from events.events.models import Event


def can_create_event(user) -> bool:
    """The secretariat, and every officer of a member; a reader (閲覧) does not."""
    return user.is_authenticated and (user.is_secretariat or (user.is_member and user.acts_for_section))


def can_edit_event(user, event: Event) -> bool:
    """The secretariat any event; officers of a member those of their organisation."""
    if not can_create_event(user):
        return False
    return user.is_secretariat or (
        event.owner_id is not None and user.section.organization_id == event.owner_id
    )
