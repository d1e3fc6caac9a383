"""What the search index knows of the board: published topics with their replies."""

from collections.abc import Iterator

from board.link_cards.models import LinkCard
from board.replies import quotes
from board.replies.models import Reply
from board.topics.labels import SEARCH_LABEL
from board.topics.models import Topic
from board.topics.queries import search_keys_of_audience
from common.attachments.search import search_parts_of, search_parts_of_many
from common.japanese_calendar import as_date
from common.search import parts as search_parts
from common.search import registry

MAX_REPLY_TEXT = 20_000  # characters of replies in one indexed text
MAX_REPLIES_WITH_FILES = 50  # replies whose files are read


def describe_topic(topic: Topic) -> registry.SearchText | None:
    """The words by which members find a topic; drafts and hidden topics are found by nobody."""
    if topic.is_draft or topic.is_hidden or topic.merged_into_id:
        return None
    organization = topic.organization
    named = [organization.full_name, organization.name_kana, topic.earlier_name, topic.section.name]
    about = [topic.theme_names, topic.place, topic.period_note, topic.budget, topic.programme]
    parts = [
        search_parts.TextPart("提供できること", topic.offer),
        search_parts.TextPart("求めること", topic.seek),
        search_parts.TextPart("投稿した団体", _lines(named)),
        search_parts.TextPart("テーマ・場所など", _lines(about)),
        search_parts.TextPart(
            "状態", _lines([topic.get_stage_display(), "終了" if topic.state == "closed" else ""])
        ),
        search_parts.TextPart("リンク先の題名", _link_card_text(topic)),
    ]
    return registry.SearchText(
        kind=SEARCH_LABEL,
        title=topic.title,
        body=topic.body,
        parts=[*parts, *_replies(topic)],
        files=[*_file_texts(topic), *search_parts_of_many(_replies_with_files(topic))],
        url=topic.get_absolute_url(),
        date=as_date(topic.published_at),
        audiences=search_keys_of_audience(topic),
    )


def _lines(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)


def _file_texts(topic: Topic) -> list[search_parts.TextPart]:
    return search_parts_of(topic) if topic.file_count else []


def _link_card_text(topic: Topic) -> str:
    card = LinkCard.objects.filter(topic=topic).first() if topic.link else None
    return _lines([card.title, card.description]) if card else ""


def _replies(topic: Topic) -> Iterator[search_parts.TextPart]:
    """The replies, newest first, up to the limit."""
    room = MAX_REPLY_TEXT
    replies = topic.replies.filter(hidden_at__isnull=True).order_by("-number")
    rows = replies.with_quoted().only("number", "body").iterator(chunk_size=50)
    for reply in rows:
        body = quotes.readable_text(reply)
        yield search_parts.TextPart(f"返信{reply.number}", body[:room])
        room -= len(body)
        if room <= 0:
            break


def _replies_with_files(topic: Topic) -> list[Reply]:
    """The newest of them; a hidden reply's files are found by nobody."""
    replies = topic.replies.filter(hidden_at__isnull=True, file_count__gt=0)
    return list(replies.order_by("-number")[:MAX_REPLIES_WITH_FILES])
