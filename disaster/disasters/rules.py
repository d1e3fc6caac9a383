"""Who keeps the register and its records."""


def can_edit_disasters(user) -> bool:
    return user.is_authenticated and user.is_secretariat
