from pamphlets.requests.rules import owns_pamphlet


def can_reply_question(user, pamphlet) -> bool:
    """Every officer of the asking organisation, as long as the request was not withdrawn."""
    return owns_pamphlet(user, pamphlet) and not pamphlet.is_withdrawn
