"""The way to the next unread topic (次の未読へ)."""

from board.unread.queries import another_is_unread


def annotations(user) -> dict:
    return {"another_unread": another_is_unread(user)}
