"""What search finds of a disaster: its support, and who gave and got it with their readings."""

from common.search.registry import SearchText, register_searchable
from disaster.disasters.models import Disaster
from disaster.statements.models import StatementVersion
from disaster.support_records.models import SupportRecordVersion


def describe(disaster: Disaster) -> SearchText | None:
    if not disaster.is_published or disaster.merged_into_id:
        return None
    lines = [disaster.note]
    for area in disaster.affected_areas.as_recorded().select_related("local_government"):
        lines.append(f"{area.local_government.full_name} {area.local_government.name_kana}")
    for model in (SupportRecordVersion, StatementVersion):
        told = model.objects.as_recorded().filter(record__disaster__in=Disaster.objects.told_by(disaster))
        lines += [_line(version) for version in told.select_related("sender_government")]
    return SearchText(
        kind="災害支援",
        title=disaster.name,
        body="\n".join(line for line in dict.fromkeys(lines) if line),
        url=disaster.get_absolute_url(),
        date=disaster.began_on,
        audiences=["public"],
    )


def _line(version) -> str:
    kana = version.sender_government.name_kana if version.sender_government else ""
    who = [version.get_kind_display(), version.sender, kana, version.recipient]
    what = [version.job, version.scheme, version.item, version.content, version.note]
    return " ".join(text for text in [*who, *what] if text)


register_searchable(Disaster, describe)
