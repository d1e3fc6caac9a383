from common import clock
from common.japanese_calendar import as_date
from members.application_returns import actions
from members.application_returns.models import ApplicationReturn


@clock.each(
    clock.hourly(20, between=("9:00", "18:00"), working_days=True),
    rows=lambda now: ApplicationReturn.objects.reminder_due(as_date(now)),
    label="差し戻した申請の再案内",
    lock=False,  # it locks the application first
)
def remind_returned_application(asked, *, now) -> None:
    """Once, ten working days after an application was asked back: its remark and a fresh link again."""
    actions.remind_returned_application(asked.pk)
