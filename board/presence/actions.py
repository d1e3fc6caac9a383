"""Who else writes at a topic now (編集中)."""

import datetime

from django.utils import timezone

from board.presence.models import Writing
from board.topics.models import Topic


def note_presence(topic: Topic, user) -> None:
    """He has the form open and is alive."""
    Writing.objects.bulk_create(
        [Writing(topic=topic, user=user, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["topic", "user"],
        update_fields=["at"],
    )


def end_presence(topic: Topic, user) -> None:
    """He pressed a button and left the form."""
    Writing.objects.filter(topic=topic, user=user).delete()


def delete_old_presences() -> None:
    """Drop signs of life of forms that are long closed."""
    Writing.objects.filter(at__lt=timezone.now() - datetime.timedelta(days=1)).delete()
