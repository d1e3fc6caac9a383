"""Who may export the whole board."""


def can_request_archive(user) -> bool:
    """The secretariat, except its readers (閲覧)."""
    return bool(user.is_authenticated and user.is_secretariat and user.acts_for_section)


def can_stop_archive(user, archive) -> bool:
    return can_request_archive(user) and archive.is_unfinished
