"""What prints, sheets and archives say of a topic beyond its own text."""

from collections.abc import Iterable

from board.topics.audience import Audience
from board.topics.labels import with_earlier_name
from board.topics.models import Topic
from common.formats import filesize_ja, kind_ja


def readers_label(topic: Topic) -> str:
    """The audience (公開範囲) with the names of the chosen organisations; one query for those."""
    word = topic.get_audience_display()
    if topic.audience != Audience.CHOSEN:
        return word
    names = "、".join(organization.full_name for organization in topic.audience_organizations.all())
    return f"{word}（{names}）" if names else word


def sender_label(post) -> str:
    """Organisation, section and person of a topic or reply, as on paper."""
    return f"{with_earlier_name(post)} {post.section.name_now} {post.author_name}".strip()


def file_summary(file) -> str:
    """PDF、120 KB、3ページ."""
    pages = [f"{file.pages}ページ"] if file.pages else []
    return "、".join([kind_ja(file), filesize_ja(file.size), *pages])


def total_size(files: Iterable) -> int:
    """Bytes of the files together."""
    return sum(file.size for file in files)
