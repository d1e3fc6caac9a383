def can_decide_recovery(user, recovery) -> bool:
    """The secretariat, once the section confirmed it; never one's own, an administrator's only by another."""
    if not user.is_secretariat or not recovery.is_waiting or recovery.user_id == user.pk:
        return False
    return user.is_superuser or not recovery.user.is_superuser
