"""What search finds of an event: by its participants' names and readings too, and by its days."""

from common.attachments.search import search_parts_of
from common.search.dates import day_marks
from common.search.readings import reading_words
from common.search.registry import SearchText, register_searchable
from events.events.models import Event


def describe(event: Event) -> SearchText | None:
    if not event.is_published:
        return None
    parts = event.participations.shown().select_related("local_government", "organization")
    named = [part.full_name for part in parts]
    bodies = [part.local_government for part in parts if part.local_government]
    readings = reading_words(body.name_kana for body in bodies)
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
        body="\n".join(text for text in [*said, *named] if text),
        hidden_words=f"{readings}\n{day_marks(event.starts_on, event.ends_on, event.date_precision)}",
        files=search_parts_of(event),
        place="内容",
        prefectures=[event.prefecture, *(body.prefecture for body in bodies)],
        url=event.get_absolute_url(),
        date=event.starts_on,
        audiences=["public"],
    )


register_searchable(Event, describe)
