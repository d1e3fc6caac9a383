"""Who may do what with a request that has not gone out yet; and who decides how that is decided."""

from correspondence.requests.rules import can_edit_draft, owns
from pamphlets.approvals.models import ApprovalRule
from pamphlets.requests.rules import can_create_pamphlet


def must_be_approved(user) -> bool:
    """Whether what he sends needs a representative's approval first; a representative's own does not."""
    if user.is_representative:
        return False
    return ApprovalRule.objects.filter(organization=user.organization, needs_approval=True).exists()


def can_submit_pamphlet(user, pamphlet) -> bool:
    return can_edit_draft(user, pamphlet) and can_create_pamphlet(user) and not must_be_approved(user)


def can_ask_approval(user, pamphlet) -> bool:
    return can_edit_draft(user, pamphlet) and can_create_pamphlet(user) and must_be_approved(user)


def can_approve_pamphlet(user, pamphlet) -> bool:
    """Any representative of the organisation: the only one asked may be away."""
    waits = pamphlet.state == pamphlet.State.REVIEW
    return waits and owns(user, pamphlet) and user.is_representative and can_create_pamphlet(user)


def can_take_back(user, pamphlet) -> bool:
    """Any officer, to write on; not only he who asked for approval: he may be away."""
    return pamphlet.state == pamphlet.State.REVIEW and owns(user, pamphlet)


def can_edit_approval_rule(user) -> bool:
    """The representatives say whether requests of their organisation need approval."""
    return can_create_pamphlet(user) and user.is_representative
