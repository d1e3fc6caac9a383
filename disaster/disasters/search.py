"""What search finds of a disaster: its support, and who gave and got it with their readings."""

from common.search.registry import SearchText, register_searchable
from disaster.disasters.models import Disaster


def describe(disaster: Disaster) -> SearchText | None:
    if not disaster.is_published:
        return None
    lines = [disaster.note]
    for area in disaster.affected_areas.select_related("local_government"):
        lines.append(f"{area.local_government.full_name} {area.local_government.name_kana}")
    for name in ("payments", "dispatches", "goods", "others"):
        for support in getattr(disaster, name).select_related("sender_government"):
            lines.append(_line(support))
    return SearchText(
        kind="災害支援",
        title=disaster.name,
        body="\n".join(line for line in dict.fromkeys(lines) if line),
        url=disaster.get_absolute_url(),
        date=disaster.began_on,
        audiences=["public"],
    )


def _line(support) -> str:
    kana = support.sender_government.name_kana if support.sender_government else ""
    kind = support.get_kind_display() if hasattr(support, "get_kind_display") else support._meta.verbose_name
    more = [getattr(support, name, "") for name in ("job", "scheme", "items", "amount", "note")]
    return " ".join(text for text in [kind, support.sender, kana, support.recipient, *more] if text)


register_searchable(Disaster, describe)
