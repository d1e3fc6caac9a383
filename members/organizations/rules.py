"""Who changes what an organisation has registered."""


def works_for(user, organization) -> bool:
    """Whether the user is an active person of that organisation."""
    return bool(user.is_active and user.section_id and user.section.organization_id == organization.pk)


def can_edit_organization(user, organization) -> bool:
    """Its representative (代表担当者), and the secretariat."""
    return user.is_secretariat or (user.is_representative and works_for(user, organization))


def can_correct_organization(user, organization) -> bool:
    """Name, reading and date of joining (名称・読み・会員登録日): the secretariat."""
    return user.is_secretariat


def can_see_record(user, organization) -> bool:
    """The whole record, names and addresses of people too: everybody of the organisation, the secretariat."""
    return user.is_secretariat or works_for(user, organization)


def can_manage_people(user, organization) -> bool:
    """Its representative (代表担当者), and the secretariat."""
    return can_edit_organization(user, organization)
