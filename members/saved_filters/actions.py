"""Saved filters (保存した条件): a person's own, so the audit log does not hold them."""

from django.db import transaction
from django.db.models import Max

from common.refusals import ActionRefused
from members.saved_filters.models import SavedFilter
from members.users.models import User

NAME_TAKEN = "同じ名前の条件があります。別の名前を入力してください。"
TOO_MANY = (
    f"保存できる条件は{SavedFilter.MAX_PER_LIST}件までです。"
    "使わない条件を削除してから、もう一度保存してください。"
)


def _locked_filters_of(user, page: str):
    """Their filters of a list; their row is locked, so that two tabs cannot pass the limit together."""
    User.objects.select_for_update().get(pk=user.pk)
    return SavedFilter.objects.filter(user=user, page=page)


@transaction.atomic
def save_filter(*, by, page: str, name: str, query: str) -> SavedFilter:
    """Save a filter under a name, last in order; the same again changes nothing."""
    filters = _locked_filters_of(by, page)
    known = filters.filter(name=name).first()
    if known and known.query == query:
        return known
    if known:
        raise ActionRefused(NAME_TAKEN)
    if filters.count() >= SavedFilter.MAX_PER_LIST:
        raise ActionRefused(TOO_MANY)
    last = filters.aggregate(last=Max("position"))["last"] or 0
    return SavedFilter.objects.create(user=by, page=page, name=name, query=query, position=last + 1)


@transaction.atomic
def rename_filter(*, saved: SavedFilter, by, name: str) -> None:
    filters = _locked_filters_of(by, saved.page)
    if filters.filter(name=name).exclude(pk=saved.pk).exists():
        raise ActionRefused(NAME_TAKEN)
    filters.filter(pk=saved.pk).update(name=name)


@transaction.atomic
def move_filter(*, saved: SavedFilter, by, up: bool) -> None:
    """One place up or down; at the end it stays."""
    filters = list(_locked_filters_of(by, saved.page))
    places = {row.pk: place for place, row in enumerate(filters)}
    place = places.get(saved.pk)
    other = -1 if place is None else place - 1 if up else place + 1
    if not 0 <= other < len(filters):
        return
    filters[place], filters[other] = filters[other], filters[place]
    for position, row in enumerate(filters, 1):
        row.position = position
    SavedFilter.objects.bulk_update(filters, ["position"])


def hand_over_saved_filters(*, leaving, successor, is_new: bool) -> None:
    """Called for each handover: behind the successor's own, as far as the limit of each list allows."""
    for page in SavedFilter.objects.filter(user=leaving).order_by().values_list("page", flat=True).distinct():
        _hand_over_list(leaving, successor, page)


def _hand_over_list(leaving, successor, page: str) -> None:
    own = list(SavedFilter.objects.filter(user=successor, page=page))
    names, queries = {it.name for it in own}, {it.query for it in own}
    position = max((it.position for it in own), default=0)
    left = SavedFilter.objects.filter(user=leaving, page=page)
    news = [it for it in left if it.query not in queries][: SavedFilter.MAX_PER_LIST - len(own)]
    for place, it in enumerate(news, position + 1):
        name = _free_name(it.name, names)
        names.add(name)
        SavedFilter.objects.create(user=successor, page=page, name=name, query=it.query, position=place)


def _free_name(name: str, taken: set[str]) -> str:
    longest = SavedFilter._meta.get_field("name").max_length
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: longest - 4]}（{number}）"
    return free
