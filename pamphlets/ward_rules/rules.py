"""Who may do what with the standing rules of a ward (区の受入条件)."""


def can_edit_ward_rule(user, ward) -> bool:
    """Every acting officer of the ward; others read it."""
    return bool(
        user.is_member and user.acts_for_section and user.is_special_ward and ward.pk == user.organization.pk
    )
