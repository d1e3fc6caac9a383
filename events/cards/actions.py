"""Making the picture that stands for an event."""

import hashlib
import io

from django.db import transaction

from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from events.cards import drawing
from events.cards.models import EventCard
from events.events.models import Event

LOOK = "1"  # raise it when cards are to be drawn anew


@transaction.atomic
def make_card(*, event: Event, now) -> bool:
    """Make the card anew where it would show something else; False where it stays as it is.

    Without a Japanese font there is no card but the picture of the event itself.
    """
    picture = _picture_of(event)
    words = drawing.Words(event.kind_name, event.title, _when(event), event.place)
    shows = hashlib.sha256("\n".join([LOOK, *words, picture.sha256 if picture else ""]).encode()).hexdigest()
    card, _ = EventCard.objects.get_or_create(event=event, defaults={"made_at": now})
    card.made_at = now
    if card.file_id and card.shows == shows:
        card.save(update_fields=["made_at"])
        return False
    drawn = _drawn(picture, words)
    former = [card.file] if card.file_id else []
    card.file, card.shows = _kept(drawn, card) if drawn else None, shows
    card.save()
    discard_files(former)
    return card.file is not None


def _picture_of(event: Event) -> StoredFile | None:
    """Its first picture that is large enough, and whose words and rights are known."""
    shown = (file for file in files_of(event) if file.is_picture and file.is_described)
    return next((file for file in shown if (file.width or 0) >= drawing.WIDTH / 2), None)


def _drawn(picture: StoredFile | None, words: drawing.Words) -> bytes | None:
    if picture is not None:
        try:
            with picture.content.open("rb") as content:
                return drawing.card_from_picture(content)
        except FileNotFoundError:
            pass
    return drawing.card_in_words(words)


def _kept(drawn: bytes, card: EventCard) -> StoredFile:
    file = store_generated_file(
        io.BytesIO(drawn), name=f"event-{card.event_id}.jpg", kind="image/jpeg", by=None
    )
    file.width, file.height, file.alt = drawing.WIDTH, drawing.HEIGHT, card.event.title
    file.save(update_fields=["width", "height", "alt"])
    attach_files([file], to=card)
    return file


def _when(event: Event) -> str:
    """令和7年11月8日(土)から9日(日)まで, as far as it is known."""
    when = event.when
    return f"{when.year}{when.day}" + (f" から {when.until}" if when.until else "") if event.starts_on else ""
