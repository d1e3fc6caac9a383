"""Who looks through what organisations changed."""


def can_review_changes(user) -> bool:
    return user.is_secretariat
