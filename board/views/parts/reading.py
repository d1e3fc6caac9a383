"""Bookmark, 既読 of organisations, next and previous unread topic."""


def facts(user) -> dict:
    return {}


def part(request, topic, replies: list) -> dict:
    return {}
