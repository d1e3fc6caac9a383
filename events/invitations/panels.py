from django.urls import reverse

from events.events.models import Event
from events.events.panels import DeskPanel
from events.invitations.filters import InvitationFilter
from events.invitations.queries import untold_bodies
from events.participations.queries import RoleCounts


def desk_panel(event: Event, counts: RoleCounts) -> DeskPanel:
    """How many were invited and have not answered."""
    if getattr(event, "exhibitor_call", None) is None:
        return DeskPanel("invitations", "出展の招待", ["出展募集を作ると、団体を招待できます。"], [])
    counts = InvitationFilter({}).counts(event)
    lines = [f"{counts['']:,}団体を招待、未回答{counts['invited']:,}"] if counts[""] else []
    invited = reverse("events:invitation-list", args=[event.pk])
    untold = untold_bodies(event).count() if counts["invited"] else 0
    waiting = [(f"{untold:,}団体には、まだ招待のメールを送っていません。", invited)] if untold else []
    pages = [("団体を招待する", reverse("events:call-invite", args=[event.pk]))]
    if counts[""]:
        pages += [
            ("招待した団体", invited),
            ("未回答の電話一覧", reverse("events:silent-list", args=[event.pk])),
        ]
    return DeskPanel(
        "invitations", "出展の招待", lines or ["まだどの団体も招待していません。"], pages, waiting
    )
