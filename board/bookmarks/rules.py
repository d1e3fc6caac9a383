def can_bookmark_topic(user, topic) -> bool:
    """Everybody who sees a topic may bookmark it; a reader (閲覧) too: it is their own note."""
    return user.is_member and not topic.is_draft
