import logging

from common import clock, jobs
from common.japanese_calendar import as_date
from common.refusals import ActionRefused
from members.government_changes import actions
from members.government_changes.models import GovernmentChange

log = logging.getLogger(__name__)


@clock.each(
    clock.hourly(10),
    rows=lambda now: GovernmentChange.objects.due(as_date(now)),
    label="施行日になった合併・名称変更の実施",
    lock=False,  # it locks the local governments first
)
def carry_out_due_government_change(change, *, now) -> bool:
    """A planned change, on its day; where it cannot be done, the secretariat is told why."""
    try:
        actions.carry_out_government_change(change=change)
    except ActionRefused as refusal:
        log.warning("government change %s not carried out: %s", change.pk, refusal)
        actions.note_trouble(change, str(refusal))
        return False
    return True


@jobs.task("members.after_government_change", jobs.TELLING)
def after_government_change(change_id: int, by_clock: bool) -> None:
    actions.after_government_change(GovernmentChange.objects.get(pk=change_id), by_clock=by_clock)
