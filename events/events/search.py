"""What search finds of an event: with its participants' names and readings, so that さかい finds 堺."""

from common.attachments.search import search_parts_of
from common.search.registry import SearchText, register_searchable
from events.events.models import Event


def describe(event: Event) -> SearchText | None:
    if not event.is_published:
        return None
    parts = event.participations.shown().select_related("local_government", "organization")
    named = (f"{p.full_name} {p.local_government.name_kana if p.local_government else ''}" for p in parts)
    texts = [event.summary, event.body, event.note]
    said = [event.get_kind_display(), event.place, event.host, event.prefecture, *texts]
    return SearchText(
        kind="イベント・展示",
        title=event.title,
        body="\n".join(text for text in [*said, *named] if text),
        files=search_parts_of(event),
        place="内容",
        url=event.get_absolute_url(),
        date=event.starts_on,
        audiences=["public"],
    )


register_searchable(Event, describe)
