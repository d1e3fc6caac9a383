"""Who takes an organisation out of the members."""

from members.organizations.rules import can_edit_organization


def can_withdraw_organization(user, organization) -> bool:
    """Its representative and the secretariat; the 23 wards run the project and cannot leave it."""
    leaves = organization.is_member and not organization.is_special_ward
    return leaves and can_edit_organization(user, organization)


def can_decide_withdrawal(user, withdrawal) -> bool:
    return user.is_secretariat and withdrawal.is_waiting


def can_undo_withdrawal(user, withdrawal) -> bool:
    """The secretariat, as long as the organisation has not come back nor gone over into another."""
    done = withdrawal.state == withdrawal.State.DONE and not withdrawal.organization.merged_into_id
    return user.is_secretariat and done and withdrawal.organization.withdrawn_on == withdrawal.effective_on


def can_cancel_withdrawal(user, withdrawal) -> bool:
    """Until the day has come, by those who may ask for it."""
    return withdrawal.is_open and can_edit_organization(user, withdrawal.organization)
