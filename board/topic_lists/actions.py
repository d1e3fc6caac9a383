"""Saved filters (保存した条件): a person's own, so the register does not hold them."""

from django.db import transaction
from django.db.models import F, Max

from board.topic_lists.models import SavedFilter
from common.refusals import ActionRefused
from members.users.models import User

NAME_TAKEN = "同じ名前の条件があります。別の名前を入力してください。"
TOO_MANY = (
    f"保存できる条件は{SavedFilter.MOST}件までです。使わない条件を削除してから、もう一度保存してください。"
)


def _kept_by(user):
    """His filters; his row is locked, so that two tabs cannot pass the limit together."""
    User.objects.select_for_update().get(pk=user.pk)
    return SavedFilter.objects.filter(user=user)


@transaction.atomic
def save_filter(*, by, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name, last in his order; the same once more changes nothing."""
    kept = _kept_by(by)
    there = kept.filter(name=name).first()
    if there and there.query == query:
        return there
    if there:
        raise ActionRefused(NAME_TAKEN)
    if kept.count() >= SavedFilter.MOST:
        raise ActionRefused(TOO_MANY)
    last = kept.aggregate(last=Max("position"))["last"] or 0
    return SavedFilter.objects.create(user=by, name=name, query=query, position=last + 1)


@transaction.atomic
def rename_filter(*, saved: SavedFilter, by, name: str) -> None:
    kept = _kept_by(by)
    if kept.filter(name=name).exclude(pk=saved.pk).exists():
        raise ActionRefused(NAME_TAKEN)
    kept.filter(pk=saved.pk).update(name=name)


@transaction.atomic
def move_filter(*, saved: SavedFilter, by, up: bool) -> None:
    """One place up or down; at the end it stays."""
    kept = list(_kept_by(by))
    places = {row.pk: place for place, row in enumerate(kept)}
    place = places.get(saved.pk)
    other = -1 if place is None else place - 1 if up else place + 1
    if not 0 <= other < len(kept):
        return
    kept[place], kept[other] = kept[other], kept[place]
    for position, row in enumerate(kept, 1):
        row.position = position
    SavedFilter.objects.bulk_update(kept, ["position"])


@transaction.atomic
def delete_filter(*, saved: SavedFilter, by) -> None:
    """Those after it move up."""
    kept = _kept_by(by)
    position = kept.filter(pk=saved.pk).values_list("position", flat=True).first()
    if position is None:
        return
    kept.filter(pk=saved.pk).delete()
    kept.filter(position__gt=position).update(position=F("position") - 1)
