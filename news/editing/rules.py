"""Who writes notices."""


def can_edit_announcement(user, announcement) -> bool:
    return user.is_secretariat
