"""Who is told by mail of the life of a topic: its end, its new beginning, its audience."""

from board import letters
from board.models import Topic
from board.notices import events
from board.notices.planning import plan
from members.handing_over import heirs_of
from members.models import Section, User
from office.calendar import as_date
from office.models import Entry


def tell_topic_closed(topic_id: int) -> None:
    """Whoever hears of replies hears that no more are taken."""
    topic = _topic(topic_id)
    if topic is not None and topic.closed_by:  # not reopened meanwhile
        plan(events.of_closing(topic))


def tell_topic_expired(topic_id: int) -> None:
    """The owner's section is told that the deadline closed its topic, and how to go on."""
    topic = _topic(topic_id)
    if topic is None or not topic.is_expired:
        return
    letters.post(
        f"topic_expired:{topic.pk}:{topic.deadline}",
        "board.topic_expired",
        letters.lower(topic.section.mailboxes),
        f"締切日を過ぎたため受付を終了しました 掲示板 第{topic.pk}号",
        {"topic": topic},
    )


def tell_topic_reopened(topic_id: int, number: int) -> None:
    """Whoever hears of replies hears that the topic goes on; `number` names the occasion."""
    topic = _topic(topic_id)
    if topic is not None and topic.state == Topic.State.OPEN:
        plan(events.of_reopening(topic, number))


def tell_audience_widened(topic_id: int) -> None:
    """Of those who read it from now on, whoever wants to hear of new topics hears of this one."""
    topic = _topic(topic_id)
    if topic is not None:
        plan(events.of_widening(topic))


def tell_audience_narrowed(topic_id: int, organizations: list[int], entry: int) -> None:
    """Those who replied for an organisation that reads it no more; `entry` names the occasion."""
    topic = _topic(topic_id)
    if topic is None:
        return
    day = as_date(Entry.objects.get(pk=entry).at)
    replies = topic.replies.filter(organization__in=organizations)
    authors = set(replies.values_list("author_id", flat=True))
    people = User.objects.filter(
        pk__in=authors | heirs_of(authors), is_active=True, section__organization__in=organizations
    )
    sections = Section.objects.filter(pk__in=replies.values("section"))
    mailboxes = [mailbox for section in sections for mailbox in section.mailboxes]
    letters.post(
        f"audience_narrowed:{topic.pk}:{entry}",
        "board.audience_narrowed",
        letters.lower(people.values_list("email", flat=True), mailboxes),
        f"掲示板の投稿の公開範囲が変わりました 第{topic.pk}号",
        {"topic": topic, "day": day},
    )


def _topic(topic_id: int) -> Topic | None:
    """The topic, unless it is gone or hidden by now."""
    topics = Topic.objects.select_related(
        "organization", "section__organization", "closed_by__section", "published_by"
    )
    return topics.filter(pk=topic_id, hidden_at=None).first()
