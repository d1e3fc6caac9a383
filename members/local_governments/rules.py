"""Who keeps the list of local governments (地方公共団体), and merges what is registered twice."""


def can_change_governments(user) -> bool:
    return user.is_secretariat


def can_remove_former_name(user, former_name) -> bool:
    """One that a change wrote goes when the change is taken back."""
    return user.is_secretariat and former_name.is_typed
