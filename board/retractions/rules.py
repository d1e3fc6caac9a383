from board.topics.rules import works_for


def can_retract_post(user, post) -> bool:
    """Any officer of the organisation takes back its topic or reply, open or not; drafts are discarded."""
    if post.is_hidden or getattr(post, "is_draft", False):
        return False
    return works_for(user, post.organization_id)


def can_purge_post(user, post) -> bool:
    """The secretariat, except its readers (閲覧)."""
    may = user.is_secretariat and user.acts_for_section
    return may and not post.is_purged and not getattr(post, "is_draft", False)
