import logging

from common import clock
from common.japanese_calendar import as_date
from common.refusals import ActionRefused
from members.handovers import actions
from members.handovers.models import Handover

log = logging.getLogger(__name__)


@clock.each(
    clock.hourly(5),
    rows=lambda now: Handover.objects.due(as_date(now)).select_related("created_by"),
    label="引継日になった引継ぎの実施",
    lock=False,  # it locks the people of the organisation first
)
def carry_out_due_handover(handover, *, now) -> bool:
    """A hand-over whose day has come; where it cannot be done, its author and the secretariat are told."""
    try:
        actions.carry_out_handover(handover=handover)
    except ActionRefused as refusal:
        actions.fail_handover(handover, str(refusal))
        return False
    except Exception:  # whatever is wrong with it, its author hears of it
        log.exception("handover %s failed", handover.pk)
        actions.fail_handover(handover, actions.BROKEN)
        return False
    return True
