from django.urls import reverse

from common.japanese_calendar import wareki
from events.calls.models import ExhibitorCall
from events.calls.rules import why_closed
from events.decisions.queries import counted_roles
from events.events.models import Event
from events.events.panels import DeskPanel


def desk_panel(event: Event, user) -> DeskPanel:
    """How the call stands, and for each role how many applied, wait and were accepted."""
    call = ExhibitorCall.objects.filter(event=event).prefetch_related("roles").first()
    edit = reverse("events:call-edit", args=[event.pk])
    if call is None:
        return DeskPanel("call", "出展募集", ["まだ募集していません。"], [("出展を募集する", edit)])
    call.event = event
    lines = [why_closed(call) or f"{wareki(call.apply_until)}まで募集しています。"]
    counts = counted_roles(call)
    lines += [_line(count) for count in counts if count.states]
    lines += [
        f"{count.offer}に空きがあります。空き待ちの最初は{count.next_waiting.participation.full_name}です。"
        for count in counts
        if count.next_waiting
    ]
    applications = reverse("events:application-list", args=[event.pk])
    return DeskPanel("call", "出展募集", lines, [("出展の申込", applications), ("募集の内容", edit)])


def _line(count) -> str:
    numbers = "、".join(f"{label}{number:,}" for _, label, number in count.states)
    limit = "" if count.offer.capacity is None else f"（募集数{count.offer.capacity:,}）"
    return f"{count.offer}{limit}：{numbers}"
