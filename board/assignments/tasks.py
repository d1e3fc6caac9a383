from board.assignments.emails import RELATED, AssignmentDue
from board.assignments.models import Assignment
from common import clock
from common.japanese_calendar import as_date


@clock.each(
    clock.hourly(5, between=("8:00", "18:00"), working_days=True),
    rows=lambda now: Assignment.objects.reminder_due(as_date(now)).select_related(*RELATED),
    label="団体内の担当の期限の通知",
)
def remind_assignee(assignment, *, now) -> bool:
    """What is due by the next working day, and what is overdue; one mail for each."""
    mail = AssignmentDue(assignment, due=str(assignment.due), overdue=assignment.is_overdue)
    return mail.is_readable() and bool(mail.write())
