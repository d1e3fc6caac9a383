"""Record, correct and withdraw; the only writers of versions."""

import datetime
from collections.abc import Callable, Iterable, Mapping

from django.db import connection, models, transaction
from django.utils import timezone

from common.append_only.models import Reason, Said, Version
from common.refusals import ActionRefused, StaleVersion

LOCK = "append_only"
TICK = datetime.timedelta(microseconds=1)
WITHOUT_REASON = "訂正の理由と説明を入力してください。"
WITHDRAWN = "この記録はもう取り下げられています。"
STANDS = "この記録は取り下げられていません。履歴で確かめてください。"
UNCHANGED = "変わったところがありません。訂正する内容を入力してください。"


_followed: dict[type[Version], Callable[[list[int]], None]] = {}


def register_follow_up(model: type[Version], follow_up: Callable[[list[int]], None]) -> None:
    """Have it called with the keys of records of which a version was written, in the same transaction."""
    _followed[model] = follow_up


def _follow(model: type[Version], records: list[int]) -> None:
    if model in _followed:
        _followed[model](records)


def wait_to_record() -> None:
    """One records after the other; before any lock of a row, or two would wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])


def recording_moment(model: type[Said]) -> datetime.datetime:
    """A moment after everything recorded so far and before all that follows; waits for who records now.

    Whoever also locks rows calls `wait_to_record` before the first of them. Whoever prints a figure takes
    the moment from here too: no version with an earlier moment can still appear when their transaction
    ends, so that the figure can be computed again.
    """
    wait_to_record()
    last = model.objects.aggregate(last=models.Max("recorded_at"))["last"]
    now = timezone.now()
    return max(now, last + TICK) if last else now


@transaction.atomic
def record_new(
    model: type[Version],
    records_with_facts: Iterable[tuple[models.Model, Mapping]],
    *,
    by,
    checked: bool = False,
) -> list[Version]:
    """The first version of each of these saved records, all at one moment; each is validated.

    `checked`: a form asked the same of each already; with ten queries a row thousands would take a minute.
    """
    moment = recording_moment(model)
    versions = [
        model(record=record, recorded_at=moment, recorded_by=by, **facts)
        for record, facts in records_with_facts
    ]
    for version in [] if checked else versions:
        version.clean_fields(exclude=["recorded_by"])
        version.validate_constraints(exclude=["record", "number"])
    made = model.objects.bulk_create(versions)
    _follow(model, [version.record_id for version in made])
    return made


@transaction.atomic
def correct(version: Version, facts: Mapping, *, reason: str, words: str, by, again: bool = False) -> Version:
    """The version that follows `version`, the one that the writer saw.

    Raises StaleVersion where another followed it meanwhile, ActionRefused without a reason, without a
    change, or where the record was withdrawn. With `again` a withdrawn record may come back.
    """
    if reason in ("", Reason.NEW) or not words.strip():
        raise ActionRefused(WITHOUT_REASON)
    model = type(version)
    moment = recording_moment(model)  # before it is read which one stands: nobody else writes from here on
    current = model.objects.get(record=version.record_id, superseded_at__isnull=True)
    if current.pk != version.pk:
        raise StaleVersion(current)
    if current.is_withdrawn and not again:
        raise ActionRefused(WITHDRAWN)
    wanted = {**current.facts, **facts}
    if reason != Reason.WITHDRAWAL and not current.is_withdrawn and wanted == current.facts:
        raise ActionRefused(UNCHANGED)
    following = model(
        record_id=current.record_id,
        number=current.number + 1,
        recorded_at=moment,
        recorded_by=by,
        reason=reason,
        words=words,
        **wanted,
    )
    model.objects.filter(pk=current.pk).update(superseded_at=moment)
    following.full_clean(exclude=["recorded_by"])
    following.save()
    _follow(model, [following.record_id])
    return following


def repeated(version: Version, facts: Mapping, *, reason: str, words: str, by) -> Version | None:
    """What this very correction wrote already, where the second click of a button brings it again."""
    following = (
        type(version)
        .objects.filter(
            record=version.record_id,
            number=version.number + 1,
            superseded_at__isnull=True,
            recorded_by=by,
            reason=reason,
            words=words,
        )
        .first()
    )
    return following if following and following.facts == {**version.facts, **facts} else None


def withdraw(version: Version, *, words: str, by) -> Version:
    """Say that the record should not stand; what it said stays readable under its days."""
    return correct(version, {}, reason=Reason.WITHDRAWAL, words=words, by=by)


def restore(version: Version, *, words: str, by) -> Version:
    """Have a withdrawn record stand again, as it was."""
    if not version.is_withdrawn:
        raise ActionRefused(STANDS)
    return correct(version, {}, reason=Reason.RESTORATION, words=words, by=by, again=True)


def steps(rows: Iterable[Said], wanted: Mapping, *, key: str) -> list[tuple]:
    """(name, row that stands, facts wanted, why) of what `wanted` ({name: facts}) says anew.

    `rows` are the current ones, `key` is their column with the name. Why: new, withdrawn, back again, or ""
    where facts change, which is the writer's to say.
    """
    now = {getattr(row, key): row for row in rows}
    found = []
    for name in dict.fromkeys([*now, *wanted]):
        row, facts = now.get(name), wanted.get(name)
        if row is None:
            why = Reason.NEW
        elif row.is_withdrawn:
            why = None if facts is None else Reason.RESTORATION
        elif facts is None:
            why = Reason.WITHDRAWAL
        else:
            why = None if facts == row.facts else ""
        if why is not None:
            found.append((name, row, facts, why))
    return found


@transaction.atomic
def say_anew(
    rows: models.QuerySet, wanted: Mapping, *, key: str, by, reason: str = "", words: str = "", **of
) -> None:
    """Have the rows of one thing (`of`) say exactly what is wanted; what they said stays under its days.

    `steps` says which rows follow. Raises ActionRefused where one is no new row and the words are missing.
    """
    model = rows.model
    moment = recording_moment(model)
    found = steps(rows.filter(superseded_at__isnull=True), wanted, key=key)
    if any(why != Reason.NEW and not (words.strip() and (why or reason)) for *_, why in found):
        raise ActionRefused(WITHOUT_REASON)
    before = [row.pk for _, row, _, _ in found if row]
    model.objects.filter(pk__in=before).update(superseded_at=moment)
    model.objects.bulk_create(
        model(
            **of,
            **{key: name},
            **(row.facts if facts is None else facts),
            recorded_at=moment,
            recorded_by=by,
            reason=why or reason,
            words="" if why == Reason.NEW else words,
        )
        for name, row, facts, why in found
    )
