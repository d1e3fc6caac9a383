"""Who may do what with a request that their organisation asks."""


def owns(user, item) -> bool:
    """Every officer of the asking organisation: people come and go, the organisation owns it."""
    return bool(
        user.is_member
        and user.acts_for_section
        and user.section_id
        and item.organization_id == user.organization.pk
    )


def can_edit_draft(user, item) -> bool:
    """Every officer of the organisation; while it waits for approval nobody."""
    return item.state == item.State.DRAFT and owns(user, item)


def can_change(user, item) -> bool:
    """What was asked may be mended, and others asked, while answers are taken."""
    return item.is_open and owns(user, item)


def can_close(user, item) -> bool:
    return item.is_open and owns(user, item)


def can_withdraw(user, item) -> bool:
    """Also after closing: what was asked by mistake is taken back with a reason, answers are kept."""
    return not item.is_draft and not item.is_withdrawn and owns(user, item)


def sees_all_answers(user, item) -> bool:
    """The asking organisation, also its readers (閲覧), and the secretariat."""
    if not user.is_member or not user.section_id:
        return False
    return bool(user.is_secretariat or item.organization_id == user.organization.pk)
