"""What a topic or reply said, as it was saved (版): kept with each save, and given back.

A version holds the facts of its day in words: names of wards, organisations and files as they were. Their
keys go along in `ids`, so that a version can be taken up again.
"""

import datetime
from collections.abc import Mapping

from django.db import models
from django.utils import timezone

from board.models import Audience, Reply, Topic, Version
from members.models import Organization, Section
from office import cabinet

FIELDS = ["title", "body", "themes", "offer", "seek", "starts_on", "ends_on", "period_note", "all_wards"]
FIELDS += ["place", "places", "deadline", "link", "budget", "programme", "event_path"]
FIELDS += ["audience", "asks_reading", "typed"]
MANY = ["wards", "audience_organizations"]
REPLY_FIELDS = ["body", "standing"]
ORDER = ["kind", *FIELDS[:-3], *MANY, "section", "audience", "asks_reading", "standing", "files", "typed"]
STRETCH = datetime.timedelta(minutes=10)  # what one person saves by itself in it is one version

Row = Topic | Reply


def facts_of(row: Row, *, chosen: Mapping | None = None, files=None) -> dict:
    """All that can be edited, as plain values; `chosen` and `files` stand in for what is not saved yet."""
    is_topic = isinstance(row, Topic)
    facts = {name: _plain(getattr(row, name)) for name in (FIELDS if is_topic else REPLY_FIELDS)}
    ids: dict[str, list] = {}
    if is_topic:
        facts["kind"] = row.kind
        facts["section"], ids["section"] = row.section.name, [row.section_id]
    else:  # who could read it then, for Version.objects.visible_to
        ids["audience"] = [row.topic.audience]
        readers = row.topic.audience_organizations.through.objects.filter(topic=row.topic_id)
        ids["audience_organizations"] = (
            sorted(readers.values_list("organization", flat=True))
            if row.topic.audience == Audience.CHOSEN
            else []
        )
    for name in MANY if is_topic else []:
        rows = chosen[name] if chosen and name in chosen else getattr(row, name).all()
        rows = sorted(rows, key=lambda organization: organization.pk)
        facts[name] = [one.name if name == "wards" else one.full_name for one in rows]
        ids[name] = [one.pk for one in rows]
    files = cabinet.files_of(row) if files is None else files
    facts["files"] = [file.name for file in files]
    ids["files"] = [str(file.pk) for file in files]
    return {**facts, "ids": ids}


def _plain(value):
    return value if value is None or isinstance(value, str | int | list | dict) else str(value)


def changes(before: Mapping, after: Mapping) -> dict[str, list]:
    """`{field: [before, after]}` of what differs, in the order of the form."""
    names = [name for name in ORDER if name in before and name in after and before[name] != after[name]]
    return {name: [before[name], after[name]] for name in names}


def values_of(version: Version) -> dict:
    """The version's facts as values for `edit_topic`; what it chose and no longer exists is left out."""
    facts = version.facts
    field = Topic._meta.get_field
    values = {name: field(name).to_python(facts[name]) for name in FIELDS if name in facts}
    for name in MANY:
        values[name] = Organization.objects.filter(pk__in=facts.get("ids", {}).get(name, []))
    keys = facts.get("ids", {}).get("section", [])
    theirs = Section.objects.open().filter(organization=version.topic.organization_id, pk__in=keys)
    if section := theirs.first():
        values["section"] = section
    return values


# --- keeping ---------------------------------------------------------------------------------------------


def of(row: Row) -> models.QuerySet[Version]:
    """The versions of a topic itself, or of a reply; asides among them."""
    if isinstance(row, Topic):
        return Version.objects.filter(topic=row, reply=None)
    return Version.objects.filter(topic=row.topic_id, reply=row)


def keep(row: Row, *, by, facts: Mapping, activity_no: int | None = None, automatic: bool = False) -> Version:
    """Keep the row as it was just saved. What somebody autosaves within ten minutes is one version."""
    last = of(row).filter(aside=False).order_by("-number").first() if automatic else None
    if last and last.automatic and last.by_id == by.pk and _stretch(last.at) == _stretch(timezone.now()):
        last.number, last.facts, last.at = row.version, facts, timezone.now()
        last.save(update_fields=["number", "facts", "at"])
        return last
    return _new(row, by, facts, number=row.version, activity_no=activity_no, automatic=automatic)


def keep_first(row: Row, facts: Mapping) -> None:
    """The state before the first change, where it was written by something older than versions."""
    if of(row).filter(aside=False).exists():
        return
    if isinstance(row, Reply):
        _new(row, row.author, facts, number=row.version, activity_no=row.activity_no, at=row.created_at)
        return
    number = row.activity_no
    if row.reply_count:  # who has read any reply has read the topic
        number = row.replies.order_by("number").values_list("activity_no", flat=True)[0]
    _new(row, row.saved_by, facts, number=row.version, activity_no=number, at=row.saved_at)


def raise_and_keep(row: Row, *, by, activity_no: int | None) -> None:
    """Keep what another action than editing has just set; the caller saves the row.

    Its number is raised, so that a page that was opened for editing before does not go over it.
    """
    row.version += 1
    if isinstance(row, Topic):
        row.saved_from = None
    keep(row, by=by, facts=facts_of(row), activity_no=activity_no)


def keep_aside(row: Row, *, by, version: int, facts: Mapping, automatic: bool) -> Version:
    """A text that came too late, beside the one that was saved; saved by itself again, it is the same one."""
    last = of(row).filter(aside=True, by=by).order_by("-pk").first()
    if last and last.number == version and last.facts == facts:
        return last
    same_page = last and last.automatic and last.number == version
    if same_page and automatic and _stretch(last.at) == _stretch(timezone.now()):
        last.facts, last.at = facts, timezone.now()
        last.save(update_fields=["facts", "at"])
        return last
    return _new(row, by, facts, number=version, aside=True, automatic=automatic)


def was_pressed(topic: Topic) -> bool:
    """Whether somebody pressed a button for the present state of the topic."""
    return not of(topic).filter(aside=False, number=topic.version, automatic=True).exists()


def press(topic: Topic) -> None:
    """Somebody saved by a button what had been saved by itself: it stays as it is."""
    of(topic).filter(aside=False, number=topic.version).update(automatic=False)


def _stretch(moment: datetime.datetime) -> int:
    return int(moment.timestamp() // STRETCH.total_seconds())


def _new(row: Row, by, facts: Mapping, **more) -> Version:
    topic, reply = (row, None) if isinstance(row, Topic) else (row.topic, row)
    return Version.objects.create(topic=topic, reply=reply, by=by, by_name=by.name, facts=facts, **more)
