def can_bookmark_topic(user, topic) -> bool:
    """Everybody who sees a topic may bookmark it; a reader (閲覧) too: only they see it."""
    return user.is_member and not topic.is_draft
