"""A draft goes out, once; and later to further organisations."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from common import japanese_calendar
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from correspondence.mails.emails import room_mail
from correspondence.requests.actions import lock_changeable, record_of
from correspondence.steps.actions import record_step

DUE_IS_OVER = "回答期限が過ぎているか、今日までです。先に回答期限を延ばしてください。"
MAX_NAMED = 20  # organisations that a line of the history names


def send(*, item, by, organizations: list):
    """Fan the locked draft out: one answer, still owed, each; the mails are one job of the worker."""
    item.state, item.sent_at, item.sent_by = item.State.OPEN, timezone.now(), by
    item.organization_name = item.organization.full_name
    item.save()
    create_answers(item, organizations)
    record_step(item, by, "sent")
    record_of(item, by, "sent", organizations=len(organizations))
    refresh_index(item)
    room_mail(item, f"{item.NAME}_sent").send(item)
    return item


def create_answers(item, organizations: Iterable, *, added_at=None) -> None:
    """One answer, still owed, for each; `added_at` where the others were asked before."""
    model = type(item)._meta.get_field("answers").related_model
    facts = {model.PARENT: item, "added_at": added_at}
    model.objects.bulk_create(
        [model(organization=one, organization_name=one.full_name, **facts) for one in organizations],
        batch_size=1_000,
    )


@transaction.atomic
def add_addressees(*, item, by, organizations: Iterable, limit: int | None = None, refusal: str = "") -> list:
    """Ask further organisations, once each, and tell only them; returns those that are new.

    More than `limit` in all are refused with the sentence `refusal`.
    """
    item = lock_changeable(item, by)
    if item.answer_due <= japanese_calendar.today():
        raise ActionRefused(DUE_IS_OVER)
    asked = set(item.answers.values_list("organization", flat=True))
    new = [one for one in organizations if one.pk not in asked | {item.organization_id}]
    if limit and len(asked) + len(new) > limit:
        raise ActionRefused(refusal)
    if not new:
        return new
    added_at = timezone.now()
    create_answers(item, new, added_at=added_at)
    more = f"、ほか{len(new) - MAX_NAMED}{item.WORDS.asked}" if len(new) > MAX_NAMED else ""
    names = "、".join(one.full_name for one in new[:MAX_NAMED]) + more
    record_step(item, by, "added", changes={f"追加した{item.WORDS.asked}": ["", names]})
    record_of(item, by, "added", organizations=len(new), names=names)
    refresh_index(item)
    room_mail(item, f"{item.NAME}_sent").send(item, added=added_at.isoformat())
    return new
