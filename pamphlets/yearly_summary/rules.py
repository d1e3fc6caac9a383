def can_see_every_summary(user) -> bool:
    """The yearly numbers of every asking organisation are the secretariat's; each has its own."""
    return bool(user.is_member and user.is_secretariat)
