"""Writing the register: a disaster with its areas and marks; published, hidden, merged, and that undone.

Each moment is one of those of the records, so that a figure of before can still be computed.
"""

import datetime
from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from common.append_only.actions import TICK, recording_moment, say_anew, wait_to_record
from common.attachments.actions import WORDS, describe_files, replace_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import differences, record
from common.publication import actions as publication
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.disasters.queries import wholes_at
from disaster.disasters.rules import can_edit_disasters, can_undo_merge
from disaster.register.models import EarlierWords, WithdrawnFile
from disaster.support_records.models import SupportRecordVersion
from members.local_governments.models import LocalGovernment

WITHOUT_REASON = "統合を取り消す理由を入力してください。"
WITHOUT_FILE_REASON = "写真・資料を取り下げる理由を入力してください。"
NOT_MERGED = "この災害は、いまはどの災害にも統合されていません。災害の一覧で確かめてください。"


@transaction.atomic
def save_disaster(
    *,
    disaster: Disaster | None,
    by,
    values: Mapping,
    areas: Iterable[LocalGovernment],
    marks: Mapping[str, tuple],
    files: Iterable[StoredFile],
    reason: str = "",
    words: str = "",
    is_current=lambda row: True,
) -> Disaster:
    """Make the draft, or write over it; `marks` are {kind: (day, source)}. Raises StaleVersion.

    `is_current(row)` is asked under the lock: whether the form was made from what stands now. Where an area,
    a mark or a file goes or changes, ActionRefused without the words (and a reason for what changes).
    """
    if not can_edit_disasters(by):
        raise PermissionDenied
    wait_to_record()
    row = Disaster.objects.select_for_update(of=("self",)).get(pk=disaster.pk) if disaster else Disaster()
    if disaster and not is_current(row):
        raise StaleVersion(row)
    changes = differences(row, values) if disaster else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    why = {"by": by, "reason": reason, "words": words, "disaster": row}
    say_anew(row.affected_areas, areas_wanted(row, areas), key="local_government", **why)
    say_anew(row.marks, marks_wanted(marks), key="kind", **why)
    _write_files(row, list(files), words=words, by=by)
    verb = "disaster.disaster_edited" if disaster else "disaster.disaster_created"
    record(by=by, verb=verb, obj=row, changes=changes, **({"words": words} if words else {}))
    refresh_index(row)
    return row


def areas_wanted(disaster: Disaster, bodies: Iterable[LocalGovernment]) -> dict:
    """An area that stays keeps its source; a new one has that of the disaster."""
    stand = disaster.affected_areas.as_recorded().select_related("local_government")
    sources = {area.local_government: area.source for area in stand}
    return {body: {"source": sources.get(body, disaster.source)} for body in bodies}


def marks_wanted(marks: Mapping[str, tuple]) -> dict:
    return {kind: {"marked_on": day, "source": source} for kind, (day, source) in marks.items()}


def _write_files(disaster: Disaster, files: list[StoredFile], *, words: str, by) -> None:
    """What everybody could open stays with the secretariat, and with its name and reason on the page."""
    for file in gone_files(disaster, files):
        if not words.strip():
            raise ActionRefused(WITHOUT_FILE_REASON)
        until = max(recording_moment(WithdrawnFile), file.created_at + TICK)
        told = {"disaster": disaster, "name": file.caption or file.name, "words": words}
        kept = WithdrawnFile.objects.create(
            recorded_at=file.created_at, superseded_at=until, superseded_by=by, **told
        )
        file.owner = kept
        file.save(update_fields=["owner_type", "owner_id"])
    replace_files(files, to=disaster)


@transaction.atomic
def describe_pictures(*, owner: Disaster, by, **words) -> list[StoredFile]:
    """As `describe_files`; what everybody could read of a picture stays readable under its days."""
    wait_to_record()
    before = {file.pk: file for file in files_of(owner)} if was_public(owner) else {}
    changed = describe_files(owner=owner, by=by, **words)
    for file in changed:
        if file.pk in before and before[file.pk].is_described:
            _keep_words(before[file.pk], owner, by=by)
    return changed


def _keep_words(file: StoredFile, disaster: Disaster, *, by) -> None:
    earlier = EarlierWords.objects.filter(file=file).aggregate(last=Max("superseded_at"))["last"]
    since = earlier or file.created_at
    until = max(recording_moment(EarlierWords), since + TICK)
    said = {column: getattr(file, column) for column in WORDS}
    EarlierWords.objects.create(
        file=file, disaster=disaster, recorded_at=since, superseded_at=until, superseded_by=by, **said
    )


def was_public(disaster: Disaster) -> bool:
    return disaster.is_published or disaster.periods.filter(merged_into=None).exists()


def gone_files(disaster: Disaster, files: Iterable[StoredFile]) -> list[StoredFile]:
    """Those of its files that are not among these; none where it never was public."""
    if not was_public(disaster):
        return []
    kept = {file.pk for file in files}
    return [file for file in files_of(disaster) if file.pk not in kept]


@transaction.atomic
def publish_disaster(*, disaster: Disaster, by) -> bool:
    """Show it to everybody; False when it was public already. Raises ActionRefused for a bare picture."""
    if not can_edit_disasters(by):
        raise PermissionDenied
    publication.refuse_undescribed(disaster)
    return publication.publish(obj=disaster, by=by, at=recording_moment(SupportRecordVersion))


@transaction.atomic
def withdraw_disaster(*, disaster: Disaster, by) -> bool:
    """Take it back to a draft, and keep since when it was public; False when it was a draft already."""
    if not can_edit_disasters(by):
        raise PermissionDenied
    wait_to_record()
    row = Disaster.objects.select_for_update(of=("self",)).get(pk=disaster.pk)
    if not row.is_published:
        return False
    _end_period(row, since=row.published_at, by=by)
    return publication.withdraw(obj=disaster, by=by)


def _end_period(disaster: Disaster, *, since: datetime.datetime, by, **more) -> None:
    until = max(recording_moment(SupportRecordVersion), since + TICK)
    DisasterPeriod.objects.create(
        disaster=disaster, recorded_at=since, superseded_at=until, superseded_by=by, **more
    )


@transaction.atomic
def merge_disaster(*, disaster: Disaster, into: Disaster, by) -> None:
    """Have one disaster told on the page of another from now on; its records stay its own."""
    if not can_edit_disasters(by):
        raise PermissionDenied
    wait_to_record()
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
    source.merged_into, source.merged_by, source.merged_at = (
        target,
        by,
        recording_moment(SupportRecordVersion),
    )
    source.save(update_fields=["merged_into", "merged_by", "merged_at", "changed_at"])
    target.save(update_fields=["changed_at"])
    record(by=by, verb="disaster.disaster_merged", obj=source, into=target.name)
    refresh_index(source)
    refresh_index(target)


@transaction.atomic
def undo_merge(*, disaster: Disaster, words: str, by) -> None:
    """Give a merged disaster its own page again; until now it was told on the other's, and stays so there.

    The second press changes nothing.
    """
    if not words.strip():
        raise ActionRefused(WITHOUT_REASON)
    wait_to_record()
    row = Disaster.objects.select_for_update(of=("self",)).get(pk=disaster.pk)
    if not row.merged_into_id and row.periods.filter(words=words, superseded_by=by).exists():
        return
    if not row.merged_into_id:
        raise ActionRefused(NOT_MERGED)
    if not can_undo_merge(by, row):
        raise PermissionDenied
    target = row.merged_into
    _end_period(row, since=row.merged_at, by=by, merged_into=target, words=words)
    row.merged_into = row.merged_by = row.merged_at = None
    row.save(update_fields=["merged_into", "merged_by", "merged_at", "changed_at"])
    record(by=by, verb="disaster.merge_undone", obj=row, into=target.name, words=words)
    for told in (row, Disaster.objects.get(pk=wholes_at().get(target.pk, target.pk))):
        told.save(update_fields=["changed_at"])
        refresh_index(told)
