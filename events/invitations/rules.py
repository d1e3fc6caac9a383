"""Who may invite bodies to a call for exhibitors, and why nobody can be invited now."""

from events.calls.models import ExhibitorCall
from events.calls.rules import why_closed
from events.invitations.models import InvitationLink

FIRST_OPEN = "招待は、出展募集を始めてから送れます。先に募集を始めてください。"


def may_change_answer(link: InvitationLink) -> bool:
    """With the mail it answered by: only who is no member, and so has no login; while the call is open."""
    return link.section_id is None and link.answer.answered_at is not None and not why_closed(link.item)


def why_not_invite(call: ExhibitorCall) -> str:
    """As a sentence; "" where bodies can be invited: they could not answer otherwise."""
    if call.is_draft:
        return FIRST_OPEN
    return why_closed(call, to_organiser=True)
