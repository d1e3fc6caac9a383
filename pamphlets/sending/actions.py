from django.db import transaction

from correspondence.sending.actions import send
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.queries import wards_of


@transaction.atomic
def send_pamphlet(pamphlet, by) -> PamphletRequest:
    """Fan the locked request out to its wards."""
    pamphlet.returned_reason = ""
    return send(item=pamphlet, by=by, organizations=wards_of(pamphlet))
