from members.organizations.rules import can_edit_organization


def can_edit_section(user, section) -> bool:
    """An officer their own section, the representative those of their organisation, the secretariat all."""
    if not section.is_open:
        return False
    if can_edit_organization(user, section.organization):
        return True
    return user.acts_for_section and user.section_id == section.pk


def can_add_section(user, organization) -> bool:
    return can_edit_organization(user, organization)


def can_close_section(user, section) -> bool:
    return section.is_open and can_edit_organization(user, section.organization)


def can_settle_mailbox(user, section) -> bool:
    """Confirm another mailbox, or put the one before back: the representative, the secretariat."""
    return section.is_open and can_edit_organization(user, section.organization)


def can_mark_mailbox(user) -> bool:
    """Mark a mailbox as not reached (不達), or take the mark away."""
    return user.is_secretariat
