from correspondence.requests.rules import owns
from pamphlets.requests.models import PamphletRequest


def can_copy_pamphlet(user, pamphlet) -> bool:
    """Make a new draft from a request that went out, whatever became of it."""
    return not pamphlet.is_draft and owns(user, pamphlet) and PamphletRequest.may_ask(user)
