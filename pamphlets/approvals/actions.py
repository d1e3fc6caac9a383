"""A request goes out to its wards: at once, or when a representative has approved it."""

from correspondence.approvals.actions import approve, submit
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.actions import send_pamphlet


def submit_pamphlet(*, pamphlet, by, version: int) -> PamphletRequest:
    return submit(item=pamphlet, by=by, version=version, send=send_pamphlet)


def approve_pamphlet(*, pamphlet, by, version: int) -> PamphletRequest:
    return approve(item=pamphlet, by=by, version=version, send=send_pamphlet)
