"""Taking a pamphlet request back: not once copies have left."""

from django.db import transaction

from common.refusals import ActionRefused
from correspondence.closing.actions import withdraw
from correspondence.requests.actions import lock
from correspondence.requests.rules import owns
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.deliveries.models import has_left
from pamphlets.requests.models import PamphletRequest

ON_ITS_WAY = "既にパンフレットを発送した区があるため、取り下げられません。各区の担当課へ連絡してください。"


@transaction.atomic
def withdraw_pamphlet(*, pamphlet, by, reason: str) -> PamphletRequest:
    """Take the request back while no copies have left; changes that wait for consent end with it."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if owns(by, pamphlet) and has_left(pamphlet):
        raise ActionRefused(ON_ITS_WAY)
    pamphlet = withdraw(item=pamphlet, by=by, reason=reason)
    AnswerChange.objects.open().filter(answer__pamphlet=pamphlet).update(
        state=AnswerChange.State.CANCELLED, decided_at=pamphlet.withdrawn_at, decided_by=by,
        decided_by_name=by.name, decided_note="依頼の取下げ",
    )  # fmt: skip
    return pamphlet
