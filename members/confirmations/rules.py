"""Who runs a confirmation round (登録内容の確認) and who answers in it with a login."""


def can_run_round(user) -> bool:
    return user.is_secretariat


def can_answer_entry(user, entry) -> bool:
    """Whoever vouches for the section: its officers, its representative; the secretariat by telephone."""
    if user.is_secretariat:
        return True
    if not user.acts:
        return False
    if user.is_representative and user.section.organization_id == entry.section.organization_id:
        return True
    return user.section_id == entry.section_id
