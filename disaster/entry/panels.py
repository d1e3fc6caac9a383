"""What the pages of the secretariat show of a disaster's records, and of one record's versions."""

import datetime

from common.append_only.models import Reason, Version
from common.japanese_calendar import wareki
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.statements.models import StatementVersion
from disaster.support_records.models import SupportRecordVersion

NEVER_SHOWN = "internal_note"


def records_of(disaster: Disaster) -> dict[str, list]:
    """Current versions of its own and of what was merged into it, as entered; the withdrawn apart."""
    told = Disaster.objects.told_by(disaster)
    found = {}
    for name, model in (("records", SupportRecordVersion), ("statements", StatementVersion)):
        of = model.objects.filter(record__disaster__in=told).order_by("record")
        found[name] = list(of.as_recorded())
        found[f"withdrawn_{name}"] = list(of.withdrawn().select_related("record"))
    return found


def merges_of(disaster: Disaster) -> dict[str, list]:
    """What was merged into it directly, and what once was."""
    over = DisasterPeriod.objects.filter(merged_into=disaster).select_related("disaster", "superseded_by")
    return {"merged": list(disaster.merged.select_related("merged_by")), "undone": list(over)}


def register_history_of(disaster: Disaster) -> dict[str, list]:
    """What was said anew of bodies and marks, files taken back, earlier words of pictures; newest first."""
    areas = disaster.affected_areas.exclude(reason=Reason.NEW)
    marks = disaster.marks.exclude(reason=Reason.NEW)
    anew = [*areas.select_related("recorded_by", "local_government"), *marks.select_related("recorded_by")]
    files = disaster.withdrawn_files.select_related("superseded_by").order_by("-superseded_at")
    said = sorted(anew, key=lambda each: each.recorded_at, reverse=True)
    words = disaster.earlier_words.select_related("superseded_by", "file").order_by("-superseded_at")
    return {"said_anew": said, "withdrawn_files": list(files), "earlier_words": list(words)}


def history_of(record) -> list[dict]:
    """Every version, newest first, each with what it changed; the internal note is left out."""
    versions = record.versions.select_related("recorded_by", "sender_government", "recipient_government")
    versions = list(versions.order_by("number"))
    before = [None, *versions]
    steps = [
        {"version": now, "changes": changes(earlier, now)}
        for earlier, now in zip(before, versions, strict=False)
    ]
    return steps[::-1]


def changes(earlier: Version | None, now: Version) -> list[tuple[str, str, str]]:
    """(label, before, after) of what differs; of the first version what it says."""
    columns = {name.removesuffix("_id") for name in now.COLUMNS} - {NEVER_SHOWN}
    fields = (field for field in now._meta.fields if field.name in columns)
    pairs = (
        (str(field.verbose_name), said(earlier, field.name) if earlier else "", said(now, field.name))
        for field in fields
    )
    return [(label, old, new) for label, old, new in pairs if old != new]


def said(version: Version, name: str) -> str:
    """A column in words."""
    value = getattr(version, f"get_{name}_display", lambda: getattr(version, name))()
    if isinstance(value, bool):
        return "はい" if value else ""
    if isinstance(value, datetime.date):
        return wareki(value, weekday=False)
    if isinstance(value, int):
        return str(value) if name == "fiscal_year" else f"{value:,}"
    return "" if value is None else str(value)
