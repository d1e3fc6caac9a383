def can_see_late(user) -> bool:
    """The list of everything late is the secretariat's."""
    return bool(user.is_member and user.is_secretariat)
