from django.urls import reverse

from events.booths.queries import count_booths
from events.events.models import Event
from events.events.panels import DeskPanel


def desk_panel(event: Event, user) -> DeskPanel:
    """How many booths there are, and who has none yet."""
    found = count_booths(event)
    lines = [f"{found.booths:,}ブース、割当て済み{found.taken:,}"]
    if not found.booths:
        lines = ["ブースはまだありません。"]
    elif found.waiting:
        lines.append(f"ブースのない団体が{found.waiting:,}あります。")
    page = reverse("events:booth-list", args=[event.pk])
    return DeskPanel("booths", "ブース", lines, [("ブースの一覧と割当て", page)])
