"""Who is told by mail of what happens on the board; runs in the worker only."""

from board.models import Mention, Reply, Topic, TopicStep
from board.notices import events
from board.notices.planning import plan
from members.models import User

REPLY_RELATED = ("topic__section__organization", "topic__organization", "organization", "section", "author")


def tell_topic_published(topic_id: int) -> None:
    """Special wards are told of what concerns them, everybody else where he asked for it."""
    topic = Topic.objects.select_related("organization", "section__organization", "published_by")
    topic = topic.filter(pk=topic_id, published_at__isnull=False).first()
    if topic is not None and not topic.is_hidden and not topic.is_talk:  # telling_answers tells of talks
        plan(events.of_topic(topic))


def tell_reply_posted(reply_id: int) -> None:
    """The owner's section and officers and those who replied before are told, never the writer."""
    reply = Reply.objects.select_related(*REPLY_RELATED).filter(pk=reply_id).first()
    if reply is not None and not reply.is_hidden and not reply.topic.is_hidden:
        plan(events.of_reply(reply))


def tell_topic_stepped(step_id: int) -> None:
    """The same people are told that a proposal reached another stage."""
    step = TopicStep.objects.select_related("topic__section__organization", "topic__organization", "by")
    step = step.filter(pk=step_id).first()
    if step is not None and not step.topic.is_hidden:
        plan(events.of_step(step))


def tell_mentioned(mention_ids: list[int], by_id: int) -> None:
    """Those called by name when a text was mended later; all of one topic or reply."""
    rows = Mention.objects.filter(pk__in=mention_ids)
    mentions = list(rows.select_related("topic__section__organization", "topic__organization", "reply"))
    if not mentions or mentions[0].topic.is_hidden:
        return
    topic, reply = mentions[0].topic, mentions[0].reply
    if reply is not None and reply.is_hidden:
        return
    organizations = [mention.organization_id for mention in mentions]
    plan(events.of_mention(topic, reply, User.objects.filter(pk=by_id).first(), organizations))
