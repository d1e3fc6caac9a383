"""What the desk says of sheets, and what the public reads of the confirmed ones."""

from collections.abc import Mapping

from django.urls import reverse

from common.japanese_calendar import wareki
from common.work_items import Standing
from events.events.models import Event
from events.events.panels import DeskPanel
from events.participations.queries import RoleCounts
from events.sheets.models import OWED, ExhibitorSheet, SheetState
from events.sheets.queries import count_sheets, public_sheets, unreachable_bodies

SHOWN = 12  # on the page of the event; all of them on a page of their own


def desk_panel(event: Event, counts: RoleCounts) -> DeskPanel:
    """How many are in, and what waits for the organiser."""
    sheets = count_sheets(event)
    call = getattr(event, "exhibitor_call", None)
    due = call.sheet_due_on if call else None
    owed = sum(sheets[state] for state in OWED)
    lines = [f"提出期限は{wareki(due)}です。" if due else "提出期限を決めると、団体に依頼できます。"]
    if sheets:
        lines.append("、".join(f"{state.label}{sheets[state]:,}" for state in SheetState if sheets[state]))
    listed = reverse("events:participation-list", args=[event.pk])
    links = [(label, f"{listed}?sheet={state}") for state, label in _LISTS if sheets[state]]
    submitted = sheets[SheetState.SUBMITTED]
    waiting = [(f"確認を待つ紹介シートが{submitted:,}件あります。", links[0][1])] if submitted else []
    if unreachable := unreachable_bodies(event).count() if due and owed else 0:
        said = f"メールの届け先がなく、紹介シートの依頼が届かない団体が{unreachable:,}団体あります。"
        waiting.append((said, f"{listed}?reach=no"))
    return DeskPanel("sheets", "紹介シート", lines, links or [_deadline(event)], waiting, _share(sheets))


def _share(sheets: Mapping[str, int]) -> Standing | None:
    """How many have handed theirs in."""
    of, owed = sum(sheets.values()), sum(sheets[state] for state in OWED)
    words = f"紹介シートは、{of - owed:,}/{of:,}団体が提出しています。"
    return Standing(words, of - owed, of) if of else None


_LISTS = [(SheetState.SUBMITTED, "提出された紹介シート"), (SheetState.DRAFT, "未提出の団体")]


def _deadline(event: Event) -> tuple[str, str]:
    return "出展募集で提出期限を決める", reverse("events:call-edit", args=[event.pk])


def introductions(event: Event) -> tuple[list[ExhibitorSheet], int]:
    """The first of the public sheets, and how many there are; `has_sheets` says whether there are any."""
    sheets = public_sheets(event).window(0, SHOWN, by_keys=False) if event.has_sheets else []
    return sheets, sheets[0].total if sheets else 0
