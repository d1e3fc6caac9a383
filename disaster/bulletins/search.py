"""What search finds of a bulletin: under its disaster, with its files."""

from common.attachments.search import search_parts_of
from common.search.dates import day_marks
from common.search.registry import TextUnder, register_searchable
from disaster.bulletins.models import Bulletin


def describe(bulletin: Bulletin) -> TextUnder | None:
    if not bulletin.is_published or not bulletin.disaster.is_published:
        return None
    return TextUnder(
        place=f"支援状況 {bulletin.name}",
        body=f"{bulletin.title}\n{bulletin.body}",
        url=bulletin.get_absolute_url(),
        hidden_words=day_marks(bulletin.as_of),
        date=bulletin.as_of,
        files=search_parts_of(bulletin),
    )


register_searchable(
    Bulletin, describe, under="disaster", rows=Bulletin.objects.select_related("disaster").all
)
