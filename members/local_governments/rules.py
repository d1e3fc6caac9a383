def can_remove_former_name(user, former_name) -> bool:
    """One that a change wrote stays."""
    return user.is_secretariat and former_name.is_typed
