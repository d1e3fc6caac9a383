from board.replies.models import Reply
from board.topics.actions import get_topic_for_update


def get_reply_for_update(reply: Reply) -> Reply:
    """The reply as it is now, locked after its topic, as everywhere."""
    topic = get_topic_for_update(reply.topic)
    reply = Reply.objects.select_for_update(of=("self",)).select_related("organization").get(pk=reply.pk)
    reply.topic = topic
    return reply
