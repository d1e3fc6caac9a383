from django.urls import reverse

from events.events.models import Event
from events.events.panels import DeskPanel
from events.participation_lists.queries import matrix_of


def desk_panel(event: Event, user) -> DeskPanel:
    """How many bodies, and how they stand by role."""
    matrix = matrix_of(event)
    lines = [f"{len(matrix.lines):,}団体" if matrix.lines else "出展・参加自治体はまだありません。"]
    for role, counts in matrix.counts:
        lines.append(f"{role.label}：{'、'.join(f'{state.label}{number:,}' for state, number in counts)}")
    page = reverse("events:participation-list", args=[event.pk])
    return DeskPanel("participations", "出展・参加自治体", lines, [("出展・参加自治体の一覧", page)])
