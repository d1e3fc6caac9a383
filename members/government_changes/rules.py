def can_carry_out_government_change(user, change) -> bool:
    return user.is_secretariat and change.is_due


def can_cancel_government_change(user, change) -> bool:
    return user.is_secretariat and change.is_planned
