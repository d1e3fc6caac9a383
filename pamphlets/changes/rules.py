from pamphlets.requests.rules import owns_pamphlet


def can_change_pamphlet(user, pamphlet) -> bool:
    """What was asked may still be mended, and further wards asked, while answers are taken."""
    return pamphlet.is_open and owns_pamphlet(user, pamphlet)
