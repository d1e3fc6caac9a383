"""Who keeps the register and its records."""


def can_edit_disasters(user) -> bool:
    return user.is_authenticated and user.is_secretariat


def can_undo_merge(user, disaster) -> bool:
    return can_edit_disasters(user) and disaster.merged_into_id is not None
