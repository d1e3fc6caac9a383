"""Who else is editing a topic now (編集中)."""

import datetime

from django.utils import timezone

from board.presence.models import Presence
from board.topics.models import Topic


def note_presence(topic: Topic, user) -> None:
    """The user has the form open."""
    Presence.objects.bulk_create(
        [Presence(topic=topic, user=user, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["topic", "user"],
        update_fields=["at"],
    )


def end_presence(topic: Topic, user) -> None:
    """The user pressed a button and left the form."""
    Presence.objects.filter(topic=topic, user=user).delete()


def delete_old_presences() -> None:
    """Delete the presences of forms that were closed long ago."""
    Presence.objects.filter(at__lt=timezone.now() - datetime.timedelta(days=1)).delete()
