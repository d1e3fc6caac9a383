"""What search finds of a disaster: its support, and who gave and got it with their readings."""

from common.search.dates import day_marks
from common.search.readings import reading_words
from common.search.registry import SearchText, register_searchable
from disaster.disasters.models import Disaster
from disaster.statements.models import StatementVersion
from disaster.support_records.models import SupportRecordVersion


def describe(disaster: Disaster) -> SearchText | None:
    if not disaster.is_published or disaster.merged_into_id:
        return None
    areas = disaster.affected_areas.as_recorded().select_related("local_government")
    stricken = [area.local_government for area in areas]
    lines, readings = [disaster.note, *(body.full_name for body in stricken)], [b.name_kana for b in stricken]
    for model in (SupportRecordVersion, StatementVersion):
        told = model.objects.as_recorded().filter(record__disaster__in=Disaster.objects.told_by(disaster))
        for version in told.select_related("sender_government"):
            lines.append(_line(version))
            readings.append(version.sender_government.name_kana if version.sender_government else "")
    began = day_marks(disaster.began_on, precision=disaster.date_precision)
    return SearchText(
        kind="災害支援",
        title=disaster.name,
        body="\n".join(line for line in dict.fromkeys(lines) if line),
        hidden_words=f"{reading_words(readings)}\n{began}",
        prefectures=[body.prefecture for body in stricken],
        url=disaster.get_absolute_url(),
        date=disaster.began_on,
        audiences=["public"],
    )


def _line(version) -> str:
    who = [version.get_kind_display(), version.sender, version.recipient]
    what = [version.job, version.scheme, version.item, version.content, version.note]
    return " ".join(text for text in [*who, *what] if text)


register_searchable(Disaster, describe)
