"""The secretariat ticks off what organisations changed (変更の確認)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from members import rules
from members.models import Review
from members.refusals import Refused
from office import register


def see_changes(*, reviews: Iterable[int], by) -> int:
    """Mark waiting changes as seen; how many this call marked. What a colleague has ticked stays his."""
    if not rules.can_review_changes(by):
        raise Refused("変更の確認は、事務局だけができます。")
    with transaction.atomic():
        # locked in one order, so that two who tick the same rows do not wait for each other in a ring
        waiting = Review.objects.filter(pk__in=list(reviews), seen_at__isnull=True)
        marked = list(waiting.order_by("pk").select_for_update().values_list("pk", flat=True))
        if marked:
            Review.objects.filter(pk__in=marked).update(seen_at=timezone.now(), seen_by=by)
            register.record(by=by, verb="members.changes_seen", obj=None, reviews=marked)
    return len(marked)
