"""Who answers for an asked organisation."""


def speaks_for(user, answer) -> bool:
    """Whether they act for the organisation that this answer belongs to; `answer` may be None."""
    return bool(
        answer
        and user.is_member
        and user.acts_for_section
        and user.section_id
        and answer.organization_id == user.organization.pk
    )
