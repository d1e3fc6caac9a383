"""Which changes wait until the secretariat has seen them (変更の確認)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.audit_log.models import AuditEntry
from common.refusals import ActionRefused
from members.reviews import rules
from members.reviews.models import Review


def queue_review(*, entry: AuditEntry, organization) -> Review | None:
    """Queue a line of the audit log in the caller's transaction, unless the secretariat did it itself."""
    if entry.by is not None and entry.by.is_secretariat:
        return None
    return Review.objects.create(entry=entry, organization=organization, created_at=entry.at)


def mark_reviews_seen(*, reviews: Iterable[int], by) -> int:
    """Mark waiting changes as seen; how many this call marked. What a colleague has ticked stays theirs."""
    if not rules.can_review_changes(by):
        raise ActionRefused("変更の確認は、事務局だけができます。")
    with transaction.atomic():
        # locked in one order, so that two who tick the same rows do not wait for each other for ever
        waiting = Review.objects.filter(pk__in=list(reviews), seen_at__isnull=True)
        marked = list(waiting.order_by("pk").select_for_update().values_list("pk", flat=True))
        if marked:
            Review.objects.filter(pk__in=marked).update(seen_at=timezone.now(), seen_by=by)
            record(by=by, verb="members.changes_seen", obj=None, reviews=marked)
    return len(marked)
