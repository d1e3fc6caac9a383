"""Who answers for an asked organisation."""

from correspondence.requests.rules import owns
from members.users.queries import without_contact


def speaks_for(user, answer) -> bool:
    """Whether they act for the organisation that this answer belongs to; `answer` may be None."""
    return bool(
        answer
        and user.is_member
        and user.acts_for_section
        and user.section_id
        and answer.organization_id == user.organization.pk
    )


def can_enter_for_others(user, item) -> bool:
    """Who asked, or the secretariat, while answers are taken."""
    is_desk = user.is_member and user.is_secretariat and user.acts_for_section
    return item.is_open and (is_desk or owns(user, item))


def can_answer_on_behalf(user, answer) -> bool:
    """Enter what was told by telephone or fax: of an organisation that no mail reaches, and only once."""
    if not (can_enter_for_others(user, answer.item) and answer.is_awaited):
        return False
    return without_contact([answer.organization_id]).exists()
