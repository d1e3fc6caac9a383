"""Official answers, assignment inside the organisation, talks begun from the topic."""


def facts(user) -> dict:
    return {}


def part(request, topic, replies: list) -> dict:
    return {}
