"""What search finds of a sheet that is public: under its event, by the reading of its body too."""

from common.attachments.search import search_parts_of
from common.search.readings import reading_words
from common.search.registry import TextUnder, register_searchable
from events.sheets.models import ExhibitorSheet


def describe(sheet: ExhibitorSheet) -> TextUnder | None:
    if not ExhibitorSheet.objects.public().filter(pk=sheet.pk).exists():
        return None
    part = sheet.participation
    body = part.local_government or part.organization
    said = [part.full_name, sheet.headline, sheet.body]
    return TextUnder(
        place="紹介シート",
        body="\n".join(text for text in said if text),
        hidden_words=reading_words([body.name_kana] if body else []),
        url=sheet.public_url,
        date=part.event.starts_on,
        files=search_parts_of(sheet),
    )


BODIES = ("participation__event", "participation__local_government", "participation__organization")
register_searchable(
    ExhibitorSheet,
    describe,
    under="participation__event",
    rows=ExhibitorSheet.objects.select_related(*BODIES).all,
)
