"""What search finds of an event: with its participants' names and readings, so that さかい finds 堺."""

from common.attachments.search import search_parts_of
from common.search.registry import SearchText, register_searchable
from events.events.models import Event


def describe(event: Event) -> SearchText | None:
    if not event.is_published:
        return None
    parts = event.participations.shown().select_related("local_government", "organization")
    named = (f"{p.full_name} {p.local_government.name_kana if p.local_government else ''}" for p in parts)
    hosts = [host.name for host in event.hosts.all()]
    speakers = (
        f"{part.title} {' '.join(f'{speaker.title} {speaker.name}' for speaker in part.speakers.all())}"
        for part in event.programme_parts.prefetch_related("speakers")
    )
    texts = [event.summary, event.body, event.note, *speakers]
    said = [event.get_kind_display(), event.place, *hosts, event.prefecture, *texts]
    return SearchText(
        kind="イベント・展示",
        title=event.title,
        body="\n".join(text for text in [*said, *named, *event.spelled_days] if text),
        files=search_parts_of(event),
        place="内容",
        url=event.get_absolute_url(),
        date=event.starts_on,
        audiences=["public"],
    )


register_searchable(Event, describe)
