"""The stages of a proposal, the linked event, what a topic's kind adds to its page."""


def facts(user) -> dict:
    return {}


def part(request, topic, replies: list) -> dict:
    return {}
