"""Who may do what in this room."""


def can_decide_application(user, application) -> bool:
    return user.is_secretariat and application.is_waiting


def can_edit_organization(user, organization) -> bool:
    """Any officer of the organisation, and the secretariat."""
    return user.is_secretariat or bool(
        user.section_id and user.is_active and user.section.organization_id == organization.pk
    )


def can_edit_section(user, section) -> bool:
    """An officer edits the contacts of his own section, the secretariat those of all."""
    return user.is_secretariat or (user.is_active and user.section_id == section.pk)


def can_confirm_organization(user, organization) -> bool:
    """Only its own officers can vouch that the contacts are right."""
    return bool(user.is_active and user.section_id and user.section.organization_id == organization.pk)


def can_hand_over(user, leaving) -> bool:
    """The leaving officer himself, a colleague in his organisation, or the secretariat."""
    if not (leaving.is_active and leaving.section_id):
        return False
    return can_edit_organization(user, leaving.section.organization)


def can_cancel_handover(user, handover) -> bool:
    return handover.is_open and can_edit_organization(user, handover.leaving.section.organization)
