"""Who decides on applications."""


def can_decide_application(user, application) -> bool:
    return user.is_secretariat and application.is_waiting
