from django.urls import reverse

from events.booths.queries import bodies_of, booths_by_body, placed_booths
from events.events.models import Event
from events.events.panels import DeskPanel


def desk_panel(event: Event, user) -> DeskPanel:
    """How many booths there are, and who has none yet."""
    placed = placed_booths(event)
    having = booths_by_body(placed)
    waiting = sum(body.pk not in having for body in bodies_of(event)) if placed else 0
    taken = sum(bool(one.holdings) for one in placed)
    lines = [f"{len(placed):,}ブース、割当て済み{taken:,}"] if placed else ["ブースはまだありません。"]
    lines += [f"ブースのない団体が{waiting:,}あります。"] if waiting else []
    page = reverse("events:booth-list", args=[event.pk])
    return DeskPanel("booths", "ブース", lines, [("ブースの一覧と割当て", page)])
