"""Who may take the whole board out."""


def can_ask_archive(user) -> bool:
    """The secretariat, except who only reads there."""
    return bool(user.is_authenticated and user.is_secretariat and user.acts)


def can_stop_archive(user, archive) -> bool:
    return can_ask_archive(user) and archive.is_unfinished
