PUBLIC, MEMBERS, WARDS, SECRETARIAT = "public", "members", "wards", "secretariat"


def audiences_of(user) -> list[str]:
    """The keys of a person: "public", and what their organisation adds."""
    if not user.is_authenticated or not user.is_member:
        return [PUBLIC]
    keys = [PUBLIC, MEMBERS]
    if user.organization is not None:
        keys.append(f"organization:{user.organization.pk}")
    if user.is_special_ward:
        keys.append(WARDS)
    if user.is_secretariat:
        keys += [WARDS, SECRETARIAT]
    return keys
