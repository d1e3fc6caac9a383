"""Who hands a post on."""

from members.organizations.rules import can_edit_organization
from members.users.models import User


def can_hand_over(user, leaving) -> bool:
    """Oneself; for anybody of the organisation its representative (代表担当者) and the secretariat.

    The last two also for one who is already gone, as long as nobody followed them.
    """
    if not leaving.has_transferable_post or (leaving.is_superuser and not user.is_superuser):
        return False  # nobody ends an administrator from below
    return (user == leaving and user.is_active) or can_edit_organization(user, leaving.organization)


def leaves_no_representative(leaving) -> bool:
    """Whether nobody would represent the organisation after this end and those that are planned."""
    if leaving.role != User.Role.REPRESENTATIVE or not leaving.is_active:
        return False
    ending = leaving.handovers.model.objects.open().filter(successor_email="").values("leaving")
    people = User.objects.of(leaving.organization).representatives()
    return not people.exclude(pk=leaving.pk).exclude(pk__in=ending).exists()


def can_cancel_handover(user, handover) -> bool:
    """Who leaves, the representative and the secretariat, until the day."""
    if not handover.is_open:
        return False
    if user.is_secretariat or (user == handover.leaving and user.is_active):
        return True
    organization = handover.organization
    return organization is not None and can_edit_organization(user, organization)


def can_approve_handover(user, handover) -> bool:
    """That a representative is followed, as told from a mailbox: another representative, the secretariat."""
    if not handover.awaits_approval or user == handover.leaving:
        return False
    organization = handover.organization
    return user.is_secretariat or (organization is not None and can_edit_organization(user, organization))


def can_see_handover_paper(user, person) -> bool:
    """The hand-over paper (引継書): one's own, or as representative or secretariat anybody's there."""
    if not person.section_id:
        return False
    return user == person or can_edit_organization(user, person.organization)


def role_of_post(leaving) -> str:
    """The role that a newcomer takes over with the post (役割の引継ぎ): the predecessor's.

    Of one who was already gone the newcomer becomes representative only where nobody else is it: they may
    have been ended by those who represent the organisation now.
    """
    if leaving.is_active or leaving.role != User.Role.REPRESENTATIVE or is_last_representative(leaving):
        return leaving.role
    return User.Role.OFFICER


def role_of_colleague(colleague, leaving) -> str:
    """The role of a colleague who takes a post over beside their own.

    They never lose what they may do; they write where the predecessor wrote; they represent the organisation
    where nobody else would be left to do so. Where others represent it, naming one more is theirs to do.
    """
    if leaving.role == User.Role.REPRESENTATIVE and is_last_representative(leaving):
        return User.Role.REPRESENTATIVE
    if colleague.role == User.Role.READER and leaving.role != User.Role.READER:
        return User.Role.OFFICER
    return colleague.role


def is_last_representative(leaving) -> bool:
    """Whether they are a representative and nobody else is."""
    if leaving.role != User.Role.REPRESENTATIVE:
        return False
    others = User.objects.of(leaving.organization).representatives().exclude(pk=leaving.pk)
    return not others.exists()
