"""Who manages the people of an organisation (担当者) and its sections."""

from members.organizations.rules import can_manage_people, works_for
from members.users.models import User


def can_change_person(user, person) -> bool:
    """Role, section and end of an account that is in use; an administrator's only by another one."""
    if not (person.is_active and person.section_id) or (person.is_superuser and not user.is_superuser):
        return False
    return can_manage_people(user, person.section.organization)


def can_invite_again(user, person) -> bool:
    return person.is_invited and can_change_person(user, person)


def roles_of(organization) -> list[str]:
    """What people of an organisation may be: whoever belongs to the secretariat acts for it, all of them."""
    return [role for role in User.Role if role != User.Role.READER or not organization.is_secretariat]


def acts_for_another_organization(user, organization) -> bool:
    """Whether the secretariat acts for an organisation not its own: even the last representative may end."""
    return user.is_secretariat and not works_for(user, organization)


def can_mark_reached(user, person) -> bool:
    """The person, who reads the mail there, and who manages the people of their organisation."""
    if not (person.is_unreached and person.section_id):
        return False
    return user.pk == person.pk or can_manage_people(user, person.section.organization)


def is_last_representative(person) -> bool:
    """Whether their organisation would be without a representative if they went."""
    if not person.is_representative:
        return False
    others = User.objects.of(person.section.organization).representatives().exclude(pk=person.pk)
    return not others.exists()
