def can_decide_held_post(user) -> bool:
    return user.is_secretariat
