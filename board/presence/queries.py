import datetime

from django.utils import timezone

from board.presence.models import Writing
from board.topics.models import Topic

LASTS = datetime.timedelta(minutes=2)


def others_present(topic: Topic, user) -> str:
    """「堺 次郎さんが10:31に編集しています。」, or "" where nobody else gave a sign of life lately."""
    since = timezone.now() - LASTS
    rows = Writing.objects.filter(topic=topic, at__gte=since).exclude(user=user).select_related("user")
    return "".join(f"{row.user.name}さんが{clock_time(row.at)}に編集しています。" for row in rows[:3])


def clock_time(moment: datetime.datetime) -> str:
    """10:31, in Tokyo."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"
