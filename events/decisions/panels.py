from django.urls import reverse

from common.japanese_calendar import wareki
from events.calls.rules import why_closed
from events.decisions.queries import counted_roles
from events.events.models import Event
from events.events.panels import DeskPanel
from events.participations.models import RoleState
from events.participations.queries import RoleCounts


def desk_panel(event: Event, counts: RoleCounts) -> DeskPanel:
    """Until when the call is open, what waits for a decision, and who waits where there is room."""
    call = getattr(event, "exhibitor_call", None)
    edit = reverse("events:call-edit", args=[event.pk])
    if call is None:
        return DeskPanel("call", "出展募集", ["まだ募集していません。"], [("出展を募集する", edit)])
    lines = [why_closed(call, to_organiser=True) or f"{wareki(call.apply_until)}まで募集しています。"]
    applications = reverse("events:application-list", args=[event.pk])
    links = [("出展の申込", applications), ("募集の内容", edit)]
    undecided = sum(number for (_, state), number in counts.items() if state == RoleState.APPLIED)
    waiting = [f"決定を待つ申込が{undecided:,}件あります。"] if undecided else []
    waiting += [
        f"{count.offer}に空きがあります。空き待ちの最初は{count.next_waiting.participation.full_name}です。"
        for count in counted_roles(call, counts)
        if count.next_waiting
    ]
    return DeskPanel("call", "出展募集", lines, links, [(line, applications) for line in waiting])
