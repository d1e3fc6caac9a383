from django.urls import reverse

from common.japanese_calendar import wareki
from events.calls.rules import why_closed
from events.decisions.queries import counted_roles
from events.events.models import Event
from events.events.panels import DeskPanel
from events.participations.queries import roles_to_decide


def desk_panel(event: Event, user) -> DeskPanel:
    """Until when the call is open, what waits for a decision, and who waits where there is room."""
    call = getattr(event, "exhibitor_call", None)
    edit = reverse("events:call-edit", args=[event.pk])
    if call is None:
        return DeskPanel("call", "出展募集", ["まだ募集していません。"], [("出展を募集する", edit)])
    lines = [why_closed(call) or f"{wareki(call.apply_until)}まで募集しています。"]
    undecided = roles_to_decide(Event.objects.filter(pk=event.pk)).count()
    lines += [f"決定を待つ申込が{undecided:,}件あります。"] if undecided else []
    lines += [
        f"{count.offer}に空きがあります。空き待ちの最初は{count.next_waiting.participation.full_name}です。"
        for count in counted_roles(call)
        if count.next_waiting
    ]
    applications = reverse("events:application-list", args=[event.pk])
    return DeskPanel("call", "出展募集", lines, [("出展の申込", applications), ("募集の内容", edit)])
