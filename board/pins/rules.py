def can_pin_topic(user, topic) -> bool:
    """The secretariat pins a topic to the top of the board; a talk (相談) is never pinned."""
    return (
        user.is_secretariat
        and not (topic.is_draft or topic.is_hidden or topic.is_talk or topic.merged_into_id)
        and not topic.is_pinned
    )


def can_unpin_topic(user, topic) -> bool:
    return user.is_secretariat and topic.is_pinned
