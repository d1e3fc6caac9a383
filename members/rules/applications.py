"""Who decides on applications."""

from members.models import Application


def can_decide_application(user, application) -> bool:
    """The secretariat on all; a representative (代表) on who joins his own organisation."""
    if not application.is_waiting:
        return False
    return user.is_secretariat or _is_asked(user, application)


def _is_asked(user, application) -> bool:
    return (
        application.kind == Application.Kind.ACCOUNT
        and user.is_representative
        and user.section.organization_id == application.organization_id
    )
