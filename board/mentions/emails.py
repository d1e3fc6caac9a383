from board.mentions.models import Mention
from board.notifications.actions import plan_notifications
from board.notifications.events import Event
from board.notifications.models import Notification
from board.replies.models import Reply
from board.topics.models import Topic
from members.users.models import User


def mention_event(topic: Topic, reply: Reply | None, by, organizations: list[int]) -> Event:
    """Organisations were mentioned when a published text was edited."""
    return Event(
        key=f"mention:{reply.pk if reply else 0}:{topic.pk}",
        occasion=Notification.Occasion.MENTION,
        topic=topic,
        summary="貴団体が名指しされました",
        activity_no=reply.activity_no if reply else topic.activity_no,
        subject=f"掲示板 第{topic.pk}号で名指しされました",
        template="mentioned",
        by=by,
        section_id=by.section_id if by else None,
        reply=reply,
        mentioned=organizations,
    )


def notify_mentioned(mention_ids: list[int], by_id: int) -> None:
    """To those mentioned by a later edit; all of one topic or reply."""
    rows = Mention.objects.filter(pk__in=mention_ids)
    mentions = list(rows.select_related("topic__section__organization", "topic__organization", "reply"))
    if not mentions or mentions[0].topic.is_hidden:
        return
    topic, reply = mentions[0].topic, mentions[0].reply
    if reply is not None and reply.is_hidden:
        return
    organizations = [mention.organization_id for mention in mentions]
    plan_notifications(mention_event(topic, reply, User.objects.filter(pk=by_id).first(), organizations))
