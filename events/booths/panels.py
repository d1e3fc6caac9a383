from django.urls import reverse

from events.booths.queries import count_booths
from events.events.models import Event
from events.events.panels import DeskPanel
from events.participations.queries import RoleCounts


def desk_panel(event: Event, counts: RoleCounts) -> DeskPanel:
    """How many booths there are, and who has none yet."""
    found = count_booths(event)
    lines = [f"{found.booths:,}ブース、割当て済み{found.taken:,}"]
    if not found.booths:
        lines = ["ブースはまだありません。"]
    page = reverse("events:booth-list", args=[event.pk])
    waiting = (
        [(f"ブースのない団体が{found.waiting:,}団体あります。", page)]
        if found.booths and found.waiting
        else []
    )
    return DeskPanel("booths", "ブース", lines, [("ブースの一覧と割当て", page)], waiting)
