from django.urls import reverse

from events.events.models import Event
from events.events.panels import DeskPanel
from events.participation_lists.queries import by_role
from events.participations.models import Participation
from events.participations.queries import RoleCounts


def desk_panel(event: Event, counts: RoleCounts) -> DeskPanel:
    """How many bodies, and how they stand by role."""
    found = Participation.objects.counted_at(event)
    number, missing, ending = found["every"], found["missing"], found["ending"]
    lines = [f"{number:,}団体" if number else "出展・参加自治体はまだありません。"]
    for role, states in by_role(counts):
        lines.append(f"{role.label}：{'、'.join(f'{state.label}{many:,}' for state, many in states)}")
    page = reverse("events:participation-list", args=[event.pk])
    said = f"開催日に存在しない団体が{missing:,}団体あります。合併などの後の団体を確かめてください。"
    waiting = [(said, f"{page}?there=no")] if missing else []
    if ending:
        said = f"開催日までに合併などで別の団体になる予定の団体が{ending:,}団体あります。"
        waiting.append((said, f"{page}?there=planned"))
    return DeskPanel("participations", "出展・参加自治体", lines, [("出展・参加自治体の一覧", page)], waiting)
