from common import clock
from inquiries.progress import actions
from inquiries.progress.queries import progress_due


@clock.each(
    clock.hourly(30, between=("8:00", "18:00"), working_days=True),
    rows=progress_due,
    label="照会の回答の状況の通知",
    lock=False,
)
def notify_progress(inquiry, *, now) -> int:
    """What was answered since the last mail, to the asking side; once a day."""
    return actions.notify_progress(inquiry)
