"""Who may invite bodies to a call for exhibitors, and why nobody can be invited now."""

from events.calls.models import ExhibitorCall
from events.calls.rules import why_closed

FIRST_OPEN = "招待は、出展募集を始めてから送れます。先に募集を始めてください。"


def why_not_invite(call: ExhibitorCall) -> str:
    """As a sentence; "" where bodies can be invited: they could not answer otherwise."""
    if call.is_draft:
        return FIRST_OPEN
    return why_closed(call, to_organiser=True)
