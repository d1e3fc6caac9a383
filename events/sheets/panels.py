"""What the desk says of sheets, and what the public reads of the confirmed ones."""

from django.urls import reverse

from common.japanese_calendar import wareki
from events.events.models import Event
from events.events.panels import DeskPanel
from events.sheets.models import ExhibitorSheet, SheetState
from events.sheets.queries import count_sheets, public_sheets

SHOWN = 12  # on the page of the event; all of them on a page of their own


def desk_panel(event: Event, user) -> DeskPanel:
    """How many are in, and what waits for the organiser."""
    counts = count_sheets(event)
    call = getattr(event, "exhibitor_call", None)
    due = call.sheet_due_on if call else None
    lines = [f"提出期限は{wareki(due)}です。" if due else "提出期限を決めると、団体に依頼できます。"]
    if counts:
        lines.append("、".join(f"{state.label}{counts[state]:,}" for state in SheetState if counts[state]))
    listed = reverse("events:participation-list", args=[event.pk])
    links = [(label, f"{listed}?sheet={state}") for state, label in _LISTS if counts[state]]
    return DeskPanel("sheets", "紹介シート", lines, links or [_deadline(event)])


_LISTS = [(SheetState.SUBMITTED, "提出された紹介シート"), (SheetState.DRAFT, "未提出の団体")]


def _deadline(event: Event) -> tuple[str, str]:
    return "出展募集で提出期限を決める", reverse("events:call-edit", args=[event.pk])


def introductions(event: Event) -> tuple[list[ExhibitorSheet], int]:
    """The first of the public sheets, and how many there are."""
    sheets = public_sheets(event).window(0, SHOWN, by_keys=False)
    return sheets, sheets[0].total if sheets else 0
