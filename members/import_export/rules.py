"""Who takes a sheet in."""


def can_commit_sheet(user, sheet_import) -> bool:
    """Only who brought it, and only while it may be written."""
    return user.is_secretariat and sheet_import.by_id == user.pk and sheet_import.is_ready
