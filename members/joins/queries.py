"""Requests for an account that wait for the representatives of an organisation."""

from django.db.models import QuerySet

from common.work_items import PendingKind, pending_rows
from members.applications.models import Application

KINDS = (
    PendingKind(
        "members.join",
        "担当者の追加の申請",
        "審査する",
        "organization:join-detail",
        "organization:join-list",
        what="さんの、担当者の追加の申請",
        from_what="受付",
    ),
)


def pending(user, *, is_representative: bool) -> list[QuerySet]:
    """The secretariat's desk has them all."""
    if not is_representative or user.is_secretariat:
        return []
    joins = Application.objects.joins().waiting().filter(organization=user.organization)
    rows = pending_rows(
        joins, "members.join", title="applicant_name", who="section_name", since="verified_at"
    )
    return [rows]
