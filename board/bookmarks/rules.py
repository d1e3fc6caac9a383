def can_bookmark_topic(user, topic) -> bool:
    """Everybody who sees a topic may find it again; a reader (閲覧) too: it is his own note."""
    return user.is_member and not topic.is_draft
