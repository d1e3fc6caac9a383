from board.notifications.actions import plan_notifications
from board.notifications.events import WORDS, Event, mentioned_organizations
from board.notifications.models import NoticeLine
from board.replies.models import Reply
from common.text import excerpt


def reply_event(reply: Reply) -> Event:
    """A reply was posted."""
    topic = reply.topic
    return Event(
        key=f"reply:{reply.pk}",
        occasion=NoticeLine.Occasion.REPLY,
        topic=topic,
        words=excerpt(f"返信{reply.number} {reply.organization.full_name}", WORDS),
        activity_no=reply.activity_no,
        subject=_subject_of_reply(reply),
        template="reply_posted",
        by=reply.author,
        section_id=reply.section_id,
        reply=reply,
        mentioned=mentioned_organizations(topic, reply),
    )


def _subject_of_reply(reply: Reply) -> str:
    if reply.standing == Reply.Standing.OFFICIAL:
        who = reply.organization.full_name
        return f"掲示板 第{reply.topic_id}号に{who}の「{reply.standing_word}」があります"
    return f"掲示板 第{reply.topic_id}号に返信があります"


REPLY_RELATED = ("topic__section__organization", "topic__organization", "organization", "section", "author")


def tell_reply_posted(reply_id: int) -> None:
    """The owner's section and officers and those who replied before are told, never the writer."""
    reply = Reply.objects.select_related(*REPLY_RELATED).filter(pk=reply_id).first()
    if reply is not None and not reply.is_hidden and not reply.topic.is_hidden:
        plan_notifications(reply_event(reply))
