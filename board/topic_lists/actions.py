"""Saved filters (保存した条件): a person's own, so the audit log does not hold them."""

from django.db import transaction
from django.db.models import Max

from board.topic_lists.models import SavedFilter
from common.refusals import ActionRefused
from members.users.models import User

NAME_TAKEN = "同じ名前の条件があります。別の名前を入力してください。"
TOO_MANY = (
    f"保存できる条件は{SavedFilter.MAX_PER_PERSON}件までです。"
    "使わない条件を削除してから、もう一度保存してください。"
)


def _locked_filters_of(user):
    """The user's filters; the user's row is locked, so that two tabs cannot pass the limit together."""
    User.objects.select_for_update().get(pk=user.pk)
    return SavedFilter.objects.filter(user=user)


@transaction.atomic
def save_filter(*, by, name: str, query: str) -> SavedFilter:
    """Save a filter under a name, last in order; the same again changes nothing."""
    filters = _locked_filters_of(by)
    known = filters.filter(name=name).first()
    if known and known.query == query:
        return known
    if known:
        raise ActionRefused(NAME_TAKEN)
    if filters.count() >= SavedFilter.MAX_PER_PERSON:
        raise ActionRefused(TOO_MANY)
    last = filters.aggregate(last=Max("position"))["last"] or 0
    return SavedFilter.objects.create(user=by, name=name, query=query, position=last + 1)


@transaction.atomic
def rename_filter(*, saved: SavedFilter, by, name: str) -> None:
    filters = _locked_filters_of(by)
    if filters.filter(name=name).exclude(pk=saved.pk).exists():
        raise ActionRefused(NAME_TAKEN)
    filters.filter(pk=saved.pk).update(name=name)


@transaction.atomic
def move_filter(*, saved: SavedFilter, by, up: bool) -> None:
    """One place up or down; at the end it stays."""
    filters = list(_locked_filters_of(by))
    places = {row.pk: place for place, row in enumerate(filters)}
    place = places.get(saved.pk)
    other = -1 if place is None else place - 1 if up else place + 1
    if not 0 <= other < len(filters):
        return
    filters[place], filters[other] = filters[other], filters[place]
    for position, row in enumerate(filters, 1):
        row.position = position
    SavedFilter.objects.bulk_update(filters, ["position"])
