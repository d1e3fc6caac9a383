"""What the index knows of the board: published topics with their replies, for those who may read them."""

from board import audience
from board.models import Topic
from office import index
from office.calendar import as_date
from office.text import without_quotes

KIND = "掲示板"
MOST_REPLY_TEXT = 20_000  # characters of replies in one indexed text


def describe_topic(topic: Topic) -> index.Text | None:
    """The words by which members find a topic; drafts and hidden topics are found by nobody."""
    if topic.is_draft or topic.is_hidden or topic.merged_into_id:
        return None
    parts = [
        topic.organization.full_name,
        topic.organization.name_kana,
        topic.earlier_name,
        topic.section.name,
        topic.theme_names,
    ]
    parts += [
        topic.body,
        topic.offer,
        topic.seek,
        topic.place,
        topic.period_note,
        topic.budget,
        topic.programme,
        topic.get_stage_display(),
        "終了" if topic.state == Topic.State.CLOSED else "",
    ]
    return index.Text(
        kind=KIND,
        title=topic.title,
        body="\n".join(part for part in [*parts, *_reply_texts(topic)] if part),
        url=topic.get_absolute_url(),
        date=as_date(topic.published_at),
        audiences=audience.keys_of(topic),
    )


def _reply_texts(topic: Topic) -> list[str]:
    """Bodies of the replies, newest first, as far as the room reaches."""
    texts, room = [], MOST_REPLY_TEXT
    replies = topic.replies.filter(hidden_at__isnull=True).order_by("-number")
    rows = replies.values_list("body", "quoted__hidden_at").iterator(chunk_size=50)
    for body in (without_quotes(body) if covered else body for body, covered in rows):
        texts.append(body[:room])
        room -= len(body)
        if room <= 0:
            break
    return texts


def register() -> None:
    index.register(Topic, describe_topic)
