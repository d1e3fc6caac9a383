"""How often digests come, chosen with the code of a mail and without login; what is told is deleted."""

import datetime

from django.db import transaction
from django.utils import timezone

from board.notifications.models import Notification
from board.subscriptions.actions import lock_owner, set_rhythm
from board.subscriptions.models import NotificationRhythm, Watch
from board.subscriptions.queries import Owner, default_rhythm, owned_by, subscription_of
from common.audit_log.actions import record

DELETE_SETTLED_AFTER = datetime.timedelta(days=90)  # by then no job needs them any more
DELETE_UNDELIVERED_AFTER = datetime.timedelta(days=60)  # of an address that mail does not reach


@transaction.atomic
def stop_digest(*, owner: Owner) -> None:
    """No digest any more, nor what waits for one; what is addressed to them still comes, at once."""
    lock_owner(owner)
    subscription, own = subscription_of(owner), owned_by(owner)
    if not (subscription.has_digest or (subscription.is_of_section and subscription.has_new_topics)):
        return
    Watch.objects.filter(**own).delete()
    NotificationRhythm.objects.filter(**own).delete()
    if subscription.is_of_section:
        Watch.objects.create(**own, level=Watch.Level.OURS)
    else:
        NotificationRhythm.objects.create(**own, rhythm=default_rhythm(owner), with_pending=False)
    waiting = Notification.objects.filter(**own, settled_at=None)
    waiting.update(settled_at=timezone.now(), outcome=Notification.Outcome.DROPPED)
    record(by=None, verb="board.digest_stopped", obj=owner)


@transaction.atomic
def set_digest_rhythm(*, owner: Owner, rhythm: str) -> None:
    """How often they come; what was stopped comes again."""
    set_rhythm(owner=owner, by=None, rhythm=rhythm)
    subscription = subscription_of(owner)
    if subscription.is_of_section and not subscription.has_new_topics:
        Watch.objects.filter(section=owner).delete()


def delete_old_notifications() -> int:
    """Delete notifications that were sent long ago, and those that could not be delivered for long."""
    now = timezone.now()
    old, _ = Notification.objects.filter(settled_at__lt=now - DELETE_SETTLED_AFTER).delete()
    late, _ = Notification.objects.filter(
        settled_at=None, created_at__lt=now - DELETE_UNDELIVERED_AFTER
    ).delete()
    return old + late
