"""The card of a linked newsletter or video (リンクの見出し)."""


def facts(user) -> dict:
    return {}


def part(request, topic, replies: list) -> dict:
    return {}
