"""Who takes events in from a file."""


def can_import_events(user) -> bool:
    """The secretariat for every body; who acts for a member with a code for that one."""
    if not user.is_authenticated:
        return False
    return user.is_secretariat or (
        user.is_member and user.acts_for_section and user.section.organization.local_government_id is not None
    )


def can_commit_events(user, event_import) -> bool:
    """Only who brought it, and only while it may be written."""
    return can_import_events(user) and event_import.by_id == user.pk and event_import.is_ready
