"""Who decides on applications."""

from members.applications.models import Application


def can_decide_application(user, application) -> bool:
    """The secretariat on all; a representative (代表担当者) on who joins their own organisation."""
    if not application.is_waiting:
        return False
    return user.is_secretariat or _is_asked(user, application)


def _is_asked(user, application) -> bool:
    return (
        application.kind == Application.Kind.ACCOUNT
        and user.is_representative
        and user.section.organization_id == application.organization_id
    )


def can_return_application(user, application) -> bool:
    """Ask a body's own application back; somebody who wants to join one is simply declined."""
    return can_decide_application(user, application) and application.kind == application.Kind.MEMBERSHIP


def can_decline_application(user, application) -> bool:
    """Also one that was asked back and to which nothing came."""
    return can_decide_application(user, application) or (user.is_secretariat and application.is_returned)


def can_resend_application_mail(user, application) -> bool:
    """While the applicant has something to do: verify the address, or correct."""
    return user.is_secretariat and (application.is_returned or application.is_unverified)
