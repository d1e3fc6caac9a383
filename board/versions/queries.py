"""Versions (版) of topics and replies: snapshots, and what changed between them.

A snapshot has the values of its day in words: names of wards, organisations and files as they were. Their
keys are in `ids`, so that a version can be restored.
"""

from collections.abc import Mapping

from django.db import models

from board.replies.models import Reply
from board.topics.audience import Audience
from board.topics.models import MANY_TO_MANY, Topic
from board.versions.models import Version
from common.attachments.queries import files_of
from members.organizations.models import Organization
from members.sections.models import Section

TOPIC_FIELDS = [
    "title",
    "body",
    "themes",
    "offer",
    "seek",
    "starts_on",
    "ends_on",
    "period_note",
    "all_wards",
]
TOPIC_FIELDS += ["place", "places", "deadline", "link", "budget", "programme", "event_path"]
TOPIC_FIELDS += ["audience", "asks_read_receipts", "unparsed"]

REPLY_FIELDS = ["body", "capacity"]
ORDER = [
    "kind",
    *TOPIC_FIELDS[:-3],
    *MANY_TO_MANY,
    "section",
    "audience",
    "asks_read_receipts",
    "capacity",
    "files",
    "unparsed",
]

Row = Topic | Reply


def snapshot_of(row: Row, *, chosen: Mapping | None = None, files=None) -> dict:
    """All that can be edited, as plain values; `chosen` and `files` stand for what is not saved yet."""
    is_topic = isinstance(row, Topic)
    snapshot = {name: _plain(getattr(row, name)) for name in (TOPIC_FIELDS if is_topic else REPLY_FIELDS)}
    ids: dict[str, list] = {}
    if is_topic:
        snapshot["kind"] = row.kind
        snapshot["section"], ids["section"] = row.section.name, [row.section_id]
    else:  # who could read it then, for Version.objects.visible_to
        ids["audience"] = [row.topic.audience]
        readers = row.topic.audience_organizations.through.objects.filter(topic=row.topic_id)
        ids["audience_organizations"] = (
            sorted(readers.values_list("organization", flat=True))
            if row.topic.audience == Audience.CHOSEN
            else []
        )
    for name in MANY_TO_MANY if is_topic else []:
        rows = chosen[name] if chosen and name in chosen else getattr(row, name).all()
        rows = sorted(rows, key=lambda organization: organization.pk)
        snapshot[name] = [one.name if name == "wards" else one.full_name for one in rows]
        ids[name] = [one.pk for one in rows]
    files = files_of(row) if files is None else files
    snapshot["files"] = [file.name for file in files]
    ids["files"] = [str(file.pk) for file in files]
    return {**snapshot, "ids": ids}


def _plain(value):
    return value if value is None or isinstance(value, str | int | list | dict) else str(value)


def changed_fields(before: Mapping, after: Mapping) -> dict[str, list]:
    """`{field: [before, after]}` of what differs, in the order of the form."""
    names = [name for name in ORDER if name in before and name in after and before[name] != after[name]]
    return {name: [before[name], after[name]] for name in names}


def form_values_of(version: Version) -> dict:
    """The version's values for `edit_topic`; choices that no longer exist are left out."""
    snapshot = version.snapshot
    field = Topic._meta.get_field
    values = {name: field(name).to_python(snapshot[name]) for name in TOPIC_FIELDS if name in snapshot}
    for name in MANY_TO_MANY:
        values[name] = Organization.objects.filter(pk__in=snapshot.get("ids", {}).get(name, []))
    keys = snapshot.get("ids", {}).get("section", [])
    theirs = Section.objects.open().filter(organization=version.topic.organization_id, pk__in=keys)
    if section := theirs.first():
        values["section"] = section
    return values


def versions_of(row: Row) -> models.QuerySet[Version]:
    """The versions of a topic itself, or of a reply; conflict copies among them."""
    if isinstance(row, Topic):
        return Version.objects.filter(topic=row, reply=None)
    return Version.objects.filter(topic=row.topic_id, reply=row)


def was_saved_by_button(topic: Topic) -> bool:
    """Whether somebody pressed a button for the present state of the topic."""
    return (
        not versions_of(topic).filter(is_conflict_copy=False, number=topic.version, automatic=True).exists()
    )
