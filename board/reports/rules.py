def can_report_post(user, post) -> bool:
    """Whoever sees a post may report it, a reader (閲覧) too; the secretariat acts instead."""
    topic = getattr(post, "topic", post)
    if not user.is_member or user.is_secretariat:
        return False
    return not (topic.is_draft or topic.is_hidden or post.is_hidden)


def can_decide_report(user) -> bool:
    return user.is_secretariat
