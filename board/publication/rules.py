from board.topics.rules import works_for


def can_publish_topic(user, topic) -> bool:
    return works_for(user, topic.organization_id) and topic.is_draft
