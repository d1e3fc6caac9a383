"""What the search index knows of a topic; its replies are texts of their own (board/replies/search.py)."""

from board.link_cards.models import LinkCard
from board.topics.labels import SEARCH_LABEL
from board.topics.models import Topic
from board.topics.queries import search_keys_of_audience
from common.attachments.search import search_parts_of
from common.japanese_calendar import as_date
from common.search import parts as search_parts
from common.search import registry
from common.search.readings import reading_words


def describe_topic(topic: Topic) -> registry.SearchText | None:
    """The words by which members find a topic; drafts and hidden topics are found by nobody."""
    if topic.is_draft or topic.is_hidden or topic.merged_into_id:
        return None
    organization = topic.organization
    named = [organization.full_name, topic.earlier_name, topic.section.name]
    about = [topic.theme_names, topic.place, topic.period_note, topic.budget, topic.programme]
    parts = [
        search_parts.TextPart("提供できること", topic.offer),
        search_parts.TextPart("求めること", topic.seek),
        search_parts.TextPart("投稿した団体", _lines(named)),
        search_parts.TextPart("テーマ・場所など", _lines(about)),
        search_parts.TextPart(
            "状態", _lines([topic.get_stage_display(), "終了" if topic.state == "closed" else ""])
        ),
        search_parts.TextPart("リンク先の件名", _link_card_text(topic)),
    ]
    return registry.SearchText(
        kind=SEARCH_LABEL,
        title=topic.title,
        body=topic.body,
        parts=parts,
        files=search_parts_of(topic) if topic.file_count else [],
        hidden_words=reading_words([organization.name_kana]),
        prefectures=[organization.prefecture],
        themes=topic.themes,
        url=topic.get_absolute_url(),
        date=as_date(topic.published_at),
        audiences=search_keys_of_audience(topic),
    )


def _lines(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)


def _link_card_text(topic: Topic) -> str:
    card = LinkCard.objects.filter(topic=topic).first() if topic.link else None
    return _lines([card.title, card.description]) if card else ""


def register_search() -> None:
    registry.register_searchable(Topic, describe_topic)
