"""Who applies for a body, and whether it can."""

from common.japanese_calendar import today
from events.calls.models import ExhibitorCall
from events.calls.rules import why_closed
from events.events.models import Event
from events.participations.models import Participation
from events.participations.rules import can_take_part
from members.local_governments.models import LocalGovernment

NOT_THERE = "{name}は、このイベントの開催日には存在しない団体のため、申し込めません。"
OVER = "このイベントは終わったため、辞退の登録はできません。主催者に連絡してください。"


def can_apply(user) -> bool:
    """Officers of a member; neither a reader (閲覧) nor the secretariat, which is no body."""
    return user.is_authenticated and user.acts_for_section and user.organization.is_member


def speaks_for_body(user, part: Participation) -> bool:
    """Whether they could apply as this body: their organisation, or the local government that it is."""
    if not can_apply(user):
        return False
    if part.organization_id:
        return part.organization_id == user.section.organization_id
    own = user.organization.local_government_id
    return own is not None and part.local_government_id == own


def why_not_apply(call: ExhibitorCall, government: LocalGovernment | None) -> str:
    """Why this body cannot apply, or change what it applied for, as a sentence; "" where it can."""
    if sentence := why_closed(call):
        return sentence
    if can_take_part(government, call.event):
        return ""
    return NOT_THERE.format(name=government.full_name)


def why_not_withdraw(event: Event) -> str:
    """A body may step back as long as the event is not over."""
    is_over = event.last_day is not None and event.last_day < today()
    return OVER if is_over else ""
