from board.notifications.actions import plan_notifications
from board.notifications.events import MAX_SUMMARY, Event, mentioned_organizations
from board.notifications.models import Notification
from board.replies.models import Reply
from common.text import excerpt


def reply_event(reply: Reply) -> Event:
    """A reply was posted."""
    topic = reply.topic
    return Event(
        key=f"reply:{reply.pk}",
        occasion=Notification.Occasion.REPLY,
        topic=topic,
        summary=excerpt(f"返信{reply.number} {reply.organization.full_name}", MAX_SUMMARY),
        activity_no=reply.activity_no,
        subject=_subject_of_reply(reply),
        template="reply_posted",
        by=reply.author,
        section_id=reply.section_id,
        reply=reply,
        mentioned=mentioned_organizations(topic, reply),
    )


def _subject_of_reply(reply: Reply) -> str:
    if reply.capacity == Reply.Capacity.OFFICIAL:
        who = reply.organization.full_name
        return f"掲示板 第{reply.topic_id}号に{who}の「{reply.capacity_label}」があります"
    return f"掲示板 第{reply.topic_id}号に返信があります"


REPLY_RELATED = ("topic__section__organization", "topic__organization", "organization", "section", "author")


def notify_reply_posted(reply_id: int) -> None:
    """The owner's section and officers and those who replied before are notified, never the writer."""
    reply = Reply.objects.select_related(*REPLY_RELATED).filter(pk=reply_id).first()
    if reply is not None and not reply.is_hidden and not reply.topic.is_hidden:
        plan_notifications(reply_event(reply))
