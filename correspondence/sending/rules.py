"""Who may do what with a request that has not gone out yet; and who says how that is decided."""

from correspondence.requests.rules import can_edit_draft, owns
from correspondence.sending.models import rule_model


def must_be_approved(model, user) -> bool:
    """Whether what they send needs a representative's approval first; a representative's own does not."""
    if user.is_representative:
        return False
    rules = rule_model(model).objects
    return rules.filter(organization=user.organization, needs_approval=True).exists()


def can_send(user, item) -> bool:
    return can_edit_draft(user, item) and item.may_ask(user) and not must_be_approved(type(item), user)


def can_ask_approval(user, item) -> bool:
    return can_edit_draft(user, item) and item.may_ask(user) and must_be_approved(type(item), user)


def can_approve(user, item) -> bool:
    """Any representative of the organisation: the only one asked may be away."""
    waits = item.state == item.State.REVIEW
    return waits and owns(user, item) and user.is_representative and item.may_ask(user)


def can_take_back(user, item) -> bool:
    """Any officer, to write on; not only whoever asked for approval: they may be away."""
    return item.state == item.State.REVIEW and owns(user, item)


def can_edit_approval_rule(user, model) -> bool:
    """The representatives say whether requests of their organisation need approval."""
    return model.may_ask(user) and user.is_representative
