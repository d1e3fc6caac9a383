"""Who hands a post on."""

from members.rules.organizations import can_edit_organization, works_for


def can_hand_over(user, leaving) -> bool:
    """The leaving officer himself, a colleague in his organisation, or the secretariat."""
    if not (leaving.is_active and leaving.section_id):
        return False
    organization = leaving.section.organization
    return user.is_secretariat or user == leaving or (user.acts and works_for(user, organization))


def can_cancel_handover(user, handover) -> bool:
    organization = handover.leaving.section.organization
    return handover.is_open and (
        can_edit_organization(user, organization) or (user.acts and works_for(user, organization))
    )
