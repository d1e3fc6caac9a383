"""Linking two records of any rooms, and taking a link away again."""

from django.db import models, transaction

from common.audit_log.actions import record
from common.links.models import Link
from common.links.registry import linkable_of, linkables
from common.refusals import ActionRefused


@transaction.atomic
def link_records(*, one: models.Model, other: models.Model, by) -> Link:
    """Have each of the two stand on the page of the other. Raises ActionRefused where that makes no sense."""
    first, second = sorted((linkable_of(type(row)).type_id, row.pk) for row in (one, other))
    if first == second:
        raise ActionRefused("このページ自身はつなげません。ほかのページのアドレスか番号を入力してください。")
    (first_type, first_id), (second_type, second_id) = first, second
    link, is_new = Link.objects.get_or_create(
        first_type_id=first_type,
        first_id=first_id,
        second_type_id=second_type,
        second_id=second_id,
        defaults={"created_by": by},
    )
    if not is_new:
        raise ActionRefused(f"「{other}」は、もうつながっています。")
    _record("common.record_linked", one, other, by)
    return link


@transaction.atomic
def unlink_records(*, one: models.Model, other: models.Model, link_id: int, by) -> None:
    """Take the link away; when somebody else was faster, nothing is left to do."""
    if Link.objects.filter(pk=link_id).delete()[0]:
        _record("common.record_unlinked", one, other, by)


def _record(verb: str, one: models.Model, other: models.Model, by) -> None:
    record(by=by, verb=verb, obj=one, other=other.get_absolute_url())
    record(by=by, verb=verb, obj=other, other=one.get_absolute_url())


def discard_links_without_ends() -> int:
    """Delete the links of records that are gone."""
    gone: list[int] = []
    for linkable in linkables():
        living = linkable.model._base_manager.values("pk")
        for end in ("first", "second"):
            links = Link.objects.filter(**{f"{end}_type": linkable.type_id})
            gone += links.exclude(**{f"{end}_id__in": living}).values_list("pk", flat=True)
    return Link.objects.filter(pk__in=gone).delete()[0]
