"""Who may answer a pamphlet request for a ward, and who sees how the others answered."""

from correspondence.answers.rules import speaks_for


def can_answer_pamphlet(user, pamphlet, answer) -> bool:
    """An officer of the asked ward while the request is open; what was declined may be thought over.

    An acceptance stands: the copies are promised, and changing them needs the other side.
    """
    return speaks_for(user, answer) and pamphlet.is_open and not answer.is_taken


def answers_shown_to(user, pamphlet) -> str:
    """How much of other wards' answers they see: all where they asked or look on for the secretariat."""
    if user.is_secretariat or pamphlet.organization_id == getattr(user.organization, "pk", None):
        return pamphlet.Shown.ALL
    return pamphlet.answers_shown
