"""Who may change whose subscriptions."""

from members.sections.models import Section


def can_edit_subscriptions(user, owner) -> bool:
    """Their own, also a reader (閲覧). Of a section: who acts in it, and who represents its organisation."""
    if not user.is_member:
        return False
    if not isinstance(owner, Section):
        return owner.pk == user.pk
    if not (owner.is_open and user.acts_for_section):
        return False
    own = user.is_representative and user.section.organization_id == owner.organization_id
    return own or user.section_id == owner.pk
