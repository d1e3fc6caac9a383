"""What the index knows of the board: published topics with their replies, for those who may read them."""

from collections.abc import Iterator

from board import audience, quotes
from board.models import LinkCard, Reply, Topic
from office import file_texts, index
from office.calendar import as_date

KIND = "掲示板"
MOST_REPLY_TEXT = 20_000  # characters of replies in one indexed text
MOST_WITH_FILES = 50  # replies whose files are read


def describe_topic(topic: Topic) -> index.Text | None:
    """The words by which members find a topic; drafts and hidden topics are found by nobody."""
    if topic.is_draft or topic.is_hidden or topic.merged_into_id:
        return None
    organization = topic.organization
    named = [organization.full_name, organization.name_kana, topic.earlier_name, topic.section.name]
    about = [topic.theme_names, topic.place, topic.period_note, topic.budget, topic.programme]
    parts = [
        index.Part("提供できること", topic.offer),
        index.Part("求めること", topic.seek),
        index.Part("投稿した団体", _lines(named)),
        index.Part("テーマ・場所など", _lines(about)),
        index.Part("状態", _lines([topic.get_stage_display(), "終了" if topic.state == "closed" else ""])),
        index.Part("リンク先の題名", _link_words(topic)),
    ]
    return index.Text(
        kind=KIND,
        title=topic.title,
        body=topic.body,
        parts=[*parts, *_replies(topic)],
        files=[*_file_texts(topic), *file_texts.texts_of_many(_replies_with_files(topic))],
        url=topic.get_absolute_url(),
        date=as_date(topic.published_at),
        audiences=audience.keys_of(topic),
    )


def _lines(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)


def _file_texts(topic: Topic) -> list[index.Part]:
    return file_texts.texts_of(topic) if topic.file_count else []


def _link_words(topic: Topic) -> str:
    card = LinkCard.objects.filter(topic=topic).first() if topic.link else None
    return _lines([card.shown_title, card.shown_description]) if card else ""


def _replies(topic: Topic) -> Iterator[index.Part]:
    """The replies, newest first, as far as the room reaches."""
    room = MOST_REPLY_TEXT
    replies = topic.replies.filter(hidden_at__isnull=True).order_by("-number")
    rows = replies.with_quoted().only("number", "body").iterator(chunk_size=50)
    for reply in rows:
        body = quotes.text_of(reply)
        yield index.Part(f"返信{reply.number}", body[:room])
        room -= len(body)
        if room <= 0:
            break


def _replies_with_files(topic: Topic) -> list[Reply]:
    """The newest of them; a hidden reply's files are found by nobody."""
    replies = topic.replies.filter(hidden_at__isnull=True, file_count__gt=0)
    return list(replies.order_by("-number")[:MOST_WITH_FILES])


def register() -> None:
    index.register(Topic, describe_topic)
    file_texts.found_with(Reply, lambda reply: reply.topic)
