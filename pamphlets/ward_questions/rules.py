from correspondence.requests.rules import owns


def can_reply_question(user, pamphlet) -> bool:
    """Every officer of the asking organisation, as long as the request was not withdrawn."""
    return owns(user, pamphlet) and not pamphlet.is_withdrawn
