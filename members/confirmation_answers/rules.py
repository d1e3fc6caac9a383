from members.organizations.rules import works_for


def can_confirm_organization(user, organization) -> bool:
    """Only its own officers can confirm that the contacts are right; a reader (閲覧) cannot."""
    return user.acts_for_section and works_for(user, organization)


def can_answer_entry(user, entry) -> bool:
    """Whoever answers for the section: its officers, its representative; the secretariat by telephone."""
    if user.is_secretariat:
        return True
    if not user.acts_for_section:
        return False
    if user.is_representative and user.section.organization_id == entry.section.organization_id:
        return True
    return user.section_id == entry.section_id
