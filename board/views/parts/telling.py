"""Whether mails of this topic are wanted."""


def facts(user) -> dict:
    return {}


def part(request, topic, replies: list) -> dict:
    return {}
