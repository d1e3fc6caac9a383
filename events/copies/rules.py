"""Which events can be held again."""

from events.events.models import Event


def why_not_copy(event: Event) -> str:
    """Why no next time can be made of it, as a sentence; "" where it can."""
    if event.starts_on is None or not event.is_on_known_day:
        return "開催日が日まで入力されていないため、次の回をつくれません。先に開催日を入力してください。"
    return ""
