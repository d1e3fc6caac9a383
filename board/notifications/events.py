"""What happens on the board, as the mails tell it."""

from dataclasses import dataclass, field, replace

from board.models import NoticeLine, Reply, Topic, TopicStep, Version
from office.text import excerpt

WORDS = 120


@dataclass(frozen=True)
class Event:
    """One thing that happened: `key` makes it unique, `words` say it in a digest, `template` in a mail."""

    key: str
    occasion: str
    topic: Topic
    words: str
    activity_no: int
    subject: str
    template: str
    by: object  # the person who did it, who is not told; None where nobody did
    section_id: int | None  # in whose name it was done: its mailbox is not told
    reply: Reply | None = None
    mentioned: list[int] = field(default_factory=list)
    more: dict = field(default_factory=dict)

    @property
    def purpose(self) -> str:
        return f"board.{self.template}"


def of_topic(topic: Topic) -> Event:
    """A topic was put on the board."""
    kind = topic.get_kind_display()
    return Event(
        key=f"topic:{topic.pk}",
        occasion=NoticeLine.Occasion.NEW,
        topic=topic,
        words=f"新しい投稿({kind})",
        activity_no=topic.activity_no,
        subject=f"掲示板に新しい投稿があります 第{topic.pk}号",
        template="topic_published",
        by=topic.published_by,
        section_id=topic.section_id,
        mentioned=_mentioned(topic, None),
    )


def of_talk(talk: Topic) -> Event:
    """A talk (相談) was begun: both sides hear of it."""
    return replace(
        of_topic(talk),
        words="相談が始まりました",
        subject=f"{talk.organization.full_name}からの相談 掲示板 第{talk.pk}号",
        template="talk_begun",
        more={"parent": talk.parent},
    )


def of_reply(reply: Reply) -> Event:
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
        mentioned=_mentioned(topic, reply),
    )


def _subject_of_reply(reply: Reply) -> str:
    if reply.standing == Reply.Standing.OFFICIAL:
        who = reply.organization.full_name
        return f"掲示板 第{reply.topic_id}号に{who}の「{reply.standing_word}」があります"
    return f"掲示板 第{reply.topic_id}号に返信があります"


def of_step(step: TopicStep) -> Event:
    """A proposal reached another stage; those hear of it who hear of its replies."""
    topic = step.topic
    return Event(
        key=f"step:{step.pk}",
        occasion=NoticeLine.Occasion.STEP,
        topic=topic,
        words=f"段階が「{step.get_stage_display()}」になりました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号が「{step.get_stage_display()}」になりました",
        template="topic_stepped",
        by=step.by,
        section_id=step.by.section_id,
        more={"step": step},
    )


def of_edit(topic: Topic, version: Version, changes: list[tuple[str, str]], called: list[int]) -> Event:
    """A topic was mended, and its writer wants that to be known: (label, what it is now) of what changed."""
    return Event(
        key=f"edited:{version.pk}",
        occasion=NoticeLine.Occasion.STEP,
        topic=topic,
        words="内容が変わりました",
        activity_no=version.activity_no,
        subject=f"掲示板 第{topic.pk}号の内容が変わりました",
        template="topic_edited",
        by=version.by,
        section_id=version.by.section_id,
        mentioned=called,
        more={"version": version, "changes": changes},
    )


def of_closing(topic: Topic) -> Event:
    """A topic takes no more replies."""
    return Event(
        key=f"closed:{topic.pk}:{topic.closed_at:%Y%m%d%H%M%S%f}",
        occasion=NoticeLine.Occasion.STEP,
        topic=topic,
        words="受付が終わりました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号の受付が終わりました",
        template="topic_closed",
        by=topic.closed_by,
        section_id=topic.closed_by.section_id,
    )


def of_reopening(topic: Topic, number: int) -> Event:
    """A closed topic takes replies again; `number` names the occasion."""
    return Event(
        key=f"reopened:{topic.pk}:{number}",
        occasion=NoticeLine.Occasion.STEP,
        topic=topic,
        words="受付を再開しました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号の受付を再開しました",
        template="topic_reopened",
        by=None,
        section_id=None,
    )


def of_widening(topic: Topic) -> Event:
    """More organisations read the topic: the same event as its publication, so nobody hears of it twice."""
    return replace(
        of_topic(topic),
        words="読めるようになった投稿",
        subject=f"掲示板の投稿を読めるようになりました 第{topic.pk}号",
        template="audience_widened",
    )


def of_mention(topic: Topic, reply: Reply | None, by, organizations: list[int]) -> Event:
    """Organisations were called by name when a text that stands on the board was mended."""
    return Event(
        key=f"mention:{reply.pk if reply else 0}:{topic.pk}",
        occasion=NoticeLine.Occasion.MENTION,
        topic=topic,
        words="貴団体が名指しされました",
        activity_no=reply.activity_no if reply else topic.activity_no,
        subject=f"掲示板 第{topic.pk}号で名指しされました",
        template="mentioned",
        by=by,
        section_id=by.section_id if by else None,
        reply=reply,
        mentioned=organizations,
    )


def _mentioned(topic, reply) -> list[int]:
    return list(topic.mentions.filter(reply=reply).values_list("organization_id", flat=True))
