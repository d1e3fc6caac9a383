"""Lock, merge, pin, report: what keeps order on the board."""


def facts(user) -> dict:
    return {}


def part(request, topic, replies: list) -> dict:
    return {}
