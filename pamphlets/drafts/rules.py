from pamphlets.requests.rules import can_create_pamphlet, owns_pamphlet


def can_copy_pamphlet(user, pamphlet) -> bool:
    """Make a new draft from a request that went out, whatever became of it."""
    return not pamphlet.is_draft and owns_pamphlet(user, pamphlet) and can_create_pamphlet(user)


def can_edit_draft(user, pamphlet) -> bool:
    """Every officer of the organisation; while it waits for approval it stands still."""
    return pamphlet.state == pamphlet.State.DRAFT and owns_pamphlet(user, pamphlet)
