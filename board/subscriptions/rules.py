"""Who may say what is mailed to whom."""

from members.sections.models import Section


def can_edit_subscriptions(user, owner) -> bool:
    """Each his own, a reader (閲覧) too: reading mail is reading. A section's mailbox: those who act in it,
    and who represents its organisation."""
    if not user.is_member:
        return False
    if not isinstance(owner, Section):
        return owner.pk == user.pk
    if not (owner.is_open and user.acts):
        return False
    own = user.is_representative and user.section.organization_id == owner.organization_id
    return own or user.section_id == owner.pk
