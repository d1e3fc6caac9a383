from correspondence.requests.rules import owns
from pamphlets.deliveries.models import has_left


def can_withdraw_pamphlet(user, pamphlet) -> bool:
    """Also after acceptances and after closing, while no copies have left; every ward is told why."""
    if pamphlet.is_withdrawn or pamphlet.is_draft or not owns(user, pamphlet):
        return False
    return not has_left(pamphlet)
