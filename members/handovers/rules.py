"""Who hands a post on."""

from members.rules.organizations import can_edit_organization


def can_hand_over(user, leaving) -> bool:
    """He who leaves himself; for anybody of the organisation its representative (代表) and the secretariat.

    The last two also for one who is already gone, as long as nobody followed him.
    """
    if not leaving.can_be_succeeded or (leaving.is_superuser and not user.is_superuser):
        return False  # nobody ends an administrator from below
    return (user == leaving and user.is_active) or can_edit_organization(user, leaving.organization)


def can_take_over(section, leaving) -> bool:
    """Whoever reads the section's mailbox may follow a person of that section; never in the secretariat."""
    organization = section.organization
    return (
        section.is_open
        and organization.is_member
        and leaving.section_id == section.pk
        and not leaving.is_superuser
        and leaving.can_be_succeeded
    )


def can_cancel_handover(user, handover) -> bool:
    """He who leaves, the representative and the secretariat, until the day."""
    if not handover.is_open:
        return False
    if user.is_secretariat or (user == handover.leaving and user.is_active):
        return True
    organization = handover.organization
    return organization is not None and can_edit_organization(user, organization)


def can_see_handover_paper(user, person) -> bool:
    """The hand-over paper (引継書): his own, or as representative or secretariat anybody's there."""
    if not person.section_id:
        return False
    return user == person or can_edit_organization(user, person.organization)
