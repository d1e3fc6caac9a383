from board.topics.rules import owns_topic


def can_change_audience(user, topic) -> bool:
    """Also of a closed topic: it is still read. The audience of a talk never changes."""
    free = not (topic.is_hidden or topic.is_locked or topic.merged_into_id)
    return owns_topic(user, topic) and not topic.is_draft and not topic.is_talk and free
