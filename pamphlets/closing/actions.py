"""What happens to a pamphlet request (パンフレット配布依頼), each with its trace and its mails."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from correspondence.requests.actions import lock
from correspondence.requests.rules import can_close, owns
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.closing import rules
from pamphlets.deliveries.models import has_left
from pamphlets.requests.models import OWED, PamphletRequest

SILENT_WARDS = (
    "まだ回答していない区が{count}区あります。このまま締め切るときは確認欄にチェックを入れてください。"
)
ON_ITS_WAY = "既にパンフレットを発送した区があるため、取り下げられません。各区の担当課へ連絡してください。"


@transaction.atomic
def close_pamphlet(*, pamphlet, by, although_silent=False):
    """Take no more answers; silent wards must be closed over knowingly and are told that none is needed."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not can_close(by, pamphlet):
        raise PermissionDenied
    silent = pamphlet.answers.filter(state__in=OWED).count()
    if silent and not although_silent:
        raise ValidationError({"although_silent": SILENT_WARDS.format(count=silent)})
    pamphlet.state = PamphletRequest.State.CLOSED
    pamphlet.closed_at, pamphlet.closed_by = timezone.now(), by
    pamphlet.save(update_fields=["state", "closed_at", "closed_by"])
    record(by=by, verb="pamphlets.pamphlet_closed", obj=pamphlet, silent=silent)
    jobs.defer("pamphlets.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="closed")
    return pamphlet


@transaction.atomic
def withdraw_pamphlet(*, pamphlet, by, reason):
    """Take the request back while no copies have left; every ward that has not declined is told why."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if owns(by, pamphlet) and has_left(pamphlet):
        raise ActionRefused(ON_ITS_WAY)
    if not rules.can_withdraw_pamphlet(by, pamphlet):
        raise PermissionDenied
    pamphlet.state = PamphletRequest.State.WITHDRAWN
    pamphlet.withdrawn_at, pamphlet.withdrawn_by, pamphlet.withdrawn_reason = timezone.now(), by, reason
    pamphlet.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    AnswerChange.objects.open().filter(answer__pamphlet=pamphlet).update(
        state=AnswerChange.State.CANCELLED, decided_at=pamphlet.withdrawn_at, decided_by=by,
        decided_by_name=by.name, decided_note="依頼の取下げ",
    )  # fmt: skip
    record(by=by, verb="pamphlets.pamphlet_withdrawn", obj=pamphlet, reason=reason)
    refresh_index(pamphlet)
    jobs.defer("pamphlets.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="withdrawn")
    return pamphlet
