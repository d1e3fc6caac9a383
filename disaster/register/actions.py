"""Writing the register: a disaster with its areas and marks, and one disaster merged into another."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.append_only.actions import recording_moment
from common.append_only.models import Version
from common.attachments.actions import replace_files
from common.attachments.models import StoredFile
from common.audit_log.actions import differences, record
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from disaster.disasters.models import AffectedArea, Disaster, DisasterMark
from disaster.disasters.rules import can_edit_disasters
from members.local_governments.models import LocalGovernment


@transaction.atomic
def save_disaster(
    *,
    disaster: Disaster | None,
    by,
    values: Mapping,
    areas: Iterable[LocalGovernment],
    marks: Mapping[str, tuple],
    files: Iterable[StoredFile],
    is_current=lambda row: True,
) -> Disaster:
    """Make the draft, or write over it; `marks` are {kind: (day, source)}. Raises StaleVersion.

    `is_current(row)` is asked under the lock: whether the form was made from what stands now.
    """
    if not can_edit_disasters(by):
        raise PermissionDenied
    row = Disaster.objects.select_for_update(of=("self",)).get(pk=disaster.pk) if disaster else Disaster()
    if disaster and not is_current(row):
        raise StaleVersion(row)
    changes = differences(row, values) if disaster else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    _write_areas(row, list(areas))
    _write_marks(row, marks)
    replace_files(files, to=row)
    verb = "disaster.disaster_edited" if disaster else "disaster.disaster_created"
    record(by=by, verb=verb, obj=row, changes=changes)
    refresh_index(row)
    return row


def _write_areas(disaster: Disaster, bodies: list[LocalGovernment]) -> None:
    """An area that stays keeps its source; a new one has that of the disaster."""
    disaster.affected_areas.exclude(local_government__in=bodies).delete()
    AffectedArea.objects.bulk_create(
        [AffectedArea(disaster=disaster, local_government=body, source=disaster.source) for body in bodies],
        ignore_conflicts=True,
    )


def _write_marks(disaster: Disaster, marks: Mapping[str, tuple]) -> None:
    disaster.marks.exclude(kind__in=marks).delete()
    for kind, (day, source) in marks.items():
        DisasterMark.objects.update_or_create(
            disaster=disaster, kind=kind, defaults={"marked_on": day, "source": source}
        )


@transaction.atomic
def merge_disaster(*, disaster: Disaster, into: Disaster, by, versions: type[Version]) -> None:
    """Have one disaster told on the page of another from now on; its records stay its own.

    The moment is one of those of `versions`, so that a figure of before can still be computed.
    """
    if not can_edit_disasters(by):
        raise PermissionDenied
    pks = sorted((disaster.pk, into.pk))
    rows = {
        row.pk: row
        for row in Disaster.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    }
    source, target = rows[disaster.pk], rows[into.pk]
    if source == target or source.merged_into_id or target.merged_into_id:
        raise ActionRefused("どちらかの災害がもう統合されています。災害の一覧で確かめてください。")
    if source.is_published and not target.is_published:
        raise ActionRefused("統合先の災害を先に公開してください。いまのアドレスの行き先がなくなります。")
    source.merged_into, source.merged_by, source.merged_at = target, by, recording_moment(versions)
    source.save(update_fields=["merged_into", "merged_by", "merged_at", "changed_at"])
    target.save(update_fields=["changed_at"])
    record(by=by, verb="disaster.disaster_merged", obj=source, into=target.name)
    refresh_index(source)
    refresh_index(target)
