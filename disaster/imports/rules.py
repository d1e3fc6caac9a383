"""Who takes files of support in."""

from disaster.disasters.rules import can_edit_disasters


def can_commit_support(user, support_import) -> bool:
    """Only who brought it, and only while it may be written."""
    return can_edit_disasters(user) and support_import.by_id == user.pk and support_import.is_ready
