def can_decide_held(user) -> bool:
    return user.is_secretariat
