"""Who decides on applications."""


def can_decide_application(user, application) -> bool:
    return user.is_secretariat and application.is_waiting


def can_return_application(user, application) -> bool:
    """Ask a body's own application back; somebody who wants to join one is simply declined."""
    return can_decide_application(user, application) and application.kind == application.Kind.MEMBERSHIP


def can_decline_application(user, application) -> bool:
    """Also one that was asked back and to which nothing came."""
    return user.is_secretariat and (application.is_waiting or application.is_returned)


def can_resend_application_mail(user, application) -> bool:
    """While the applicant has something to do: prove his address, or correct."""
    return user.is_secretariat and (application.is_returned or application.is_unproven)
