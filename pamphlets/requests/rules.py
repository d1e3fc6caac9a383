"""Who may do what with a pamphlet request (パンフレット配布依頼)."""


def can_create_pamphlet(user) -> bool:
    """Members may ask the wards; a ward answers and the secretariat looks on, they do not ask."""
    organization = user.organization
    return bool(
        user.is_member
        and user.acts
        and organization
        and not organization.is_special_ward
        and not organization.is_secretariat
    )
