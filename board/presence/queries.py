import datetime

from django.utils import timezone

from board.presence.models import Presence
from board.topics.models import Topic

VALID_FOR = datetime.timedelta(minutes=2)


def others_sentence(topic: Topic, user) -> str:
    """「堺 次郎さんが10:31に編集しています。」, or "" where nobody else sent a heartbeat lately."""
    since = timezone.now() - VALID_FOR
    rows = Presence.objects.filter(topic=topic, at__gte=since).exclude(user=user).select_related("user")
    return "".join(f"{row.user.name}さんが{clock_time(row.at)}に編集しています。" for row in rows[:3])


def clock_time(moment: datetime.datetime) -> str:
    """10:31, in Tokyo."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"
