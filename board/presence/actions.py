"""Who else writes at a topic now (編集中)."""

import datetime

from django.utils import timezone

from board.models import Topic, Writing

LASTS = datetime.timedelta(minutes=2)


def note(topic: Topic, user) -> None:
    """He has the form open and is alive."""
    Writing.objects.bulk_create(
        [Writing(topic=topic, user=user, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["topic", "user"],
        update_fields=["at"],
    )


def leave(topic: Topic, user) -> None:
    """He pressed a button and left the form."""
    Writing.objects.filter(topic=topic, user=user).delete()


def others(topic: Topic, user) -> str:
    """「堺 次郎さんが10:31に編集しています。」, or "" where nobody else gave a sign of life lately."""
    since = timezone.now() - LASTS
    rows = Writing.objects.filter(topic=topic, at__gte=since).exclude(user=user).select_related("user")
    return "".join(f"{row.user.name}さんが{clock(row.at)}に編集しています。" for row in rows[:3])


def clock(moment: datetime.datetime) -> str:
    """10:31, in Tokyo."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"


def forget_old() -> None:
    """Drop signs of life of forms that are long closed."""
    Writing.objects.filter(at__lt=timezone.now() - datetime.timedelta(days=1)).delete()
