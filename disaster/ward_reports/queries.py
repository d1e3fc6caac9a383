"""What of their reports waits for a ward."""

from django.db.models import QuerySet

from common.work_items import PendingKind, pending_rows
from disaster.ward_reports.models import SupportReport

KINDS = (
    PendingKind(
        "disaster.returned_report",
        "差し戻された災害支援の報告",
        "直して提出する",
        "disaster:report-edit",
        "disaster:report-list",
        what="の支援の報告",
        state="差戻し",
        tone="warning",
        numbered="災害支援の報告",
        from_what="差戻し",
    ),
)


def pending(user) -> list[QuerySet]:
    """What was sent back, of a ward."""
    if not user.is_special_ward:
        return []
    reports = SupportReport.objects.open_of(user.section.organization_id)
    returned = reports.filter(returned_at__isnull=False)
    return [pending_rows(returned, "disaster.returned_report", title="disaster__name", since="returned_at")]
