from pamphlets.deliveries.models import has_left
from pamphlets.requests.rules import owns_pamphlet


def can_close_pamphlet(user, pamphlet) -> bool:
    return pamphlet.is_open and owns_pamphlet(user, pamphlet)


def can_withdraw_pamphlet(user, pamphlet) -> bool:
    """Also after acceptances and after closing, while no copies have left; every ward is told why."""
    if pamphlet.is_withdrawn or pamphlet.is_draft or not owns_pamphlet(user, pamphlet):
        return False
    return not has_left(pamphlet)
