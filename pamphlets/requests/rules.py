"""Who may do what with a pamphlet request (パンフレット配布依頼)."""

from board.models.delivery import has_left


def can_create_pamphlet(user) -> bool:
    """Members may ask the wards; a ward answers and the secretariat looks on, they do not ask."""
    organization = user.organization
    return bool(
        user.is_member
        and user.acts
        and organization
        and not organization.is_special_ward
        and not organization.is_secretariat
    )


def speaks_for_ward(user, answer) -> bool:
    """Whether he is an officer of the ward that this answer belongs to; `answer` may be None."""
    return bool(
        answer
        and user.is_member
        and user.acts
        and user.is_special_ward
        and answer.ward_id == user.organization.pk
    )


def can_answer_pamphlet(user, pamphlet, answer) -> bool:
    """An officer of the asked ward while the request is open; what was declined may be thought over.

    An acceptance stands: the copies are promised, and changing them needs the other side.
    """
    return speaks_for_ward(user, answer) and pamphlet.is_open and not answer.is_taken


def can_reply_question(user, pamphlet) -> bool:
    """Every officer of the asking organisation, as long as the request was not withdrawn."""
    return owns_pamphlet(user, pamphlet) and not pamphlet.is_withdrawn


def can_see_late(user) -> bool:
    """The list of everything late is the secretariat's."""
    return bool(user.is_member and user.is_secretariat)


def can_close_pamphlet(user, pamphlet) -> bool:
    return pamphlet.is_open and owns_pamphlet(user, pamphlet)


def can_withdraw_pamphlet(user, pamphlet) -> bool:
    """Also after acceptances and after closing, while no copies have left; every ward is told why."""
    if pamphlet.is_withdrawn or pamphlet.is_draft or not owns_pamphlet(user, pamphlet):
        return False
    return not has_left(pamphlet)


def can_change_pamphlet(user, pamphlet) -> bool:
    """What was asked may still be mended, and further wards asked, while answers are taken."""
    return pamphlet.is_open and owns_pamphlet(user, pamphlet)


def can_copy_pamphlet(user, pamphlet) -> bool:
    """Make a new draft from a request that went out, whatever became of it."""
    return not pamphlet.is_draft and owns_pamphlet(user, pamphlet) and can_create_pamphlet(user)


def answers_shown_to(user, pamphlet) -> str:
    """How much of other wards' answers he sees: all where he asked or looks on for the secretariat."""
    if user.is_secretariat or pamphlet.organization_id == getattr(user.organization, "pk", None):
        return pamphlet.Shown.ALL
    return pamphlet.answers_shown


def owns_pamphlet(user, pamphlet) -> bool:
    """Every officer of the asking organisation: people come and go, the organisation owns the request."""
    return bool(user.is_member and user.acts and pamphlet.organization_id == user.organization.pk)


def can_see_every_summary(user) -> bool:
    """The yearly numbers of every asking organisation are the secretariat's; each has its own."""
    return bool(user.is_member and user.is_secretariat)
