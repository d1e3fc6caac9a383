"""Who reports, and who decides on a report."""

from disaster.disasters.rules import can_edit_disasters
from disaster.support_records.models import Giver


def can_report_support(user) -> bool:
    """Every acting officer of a special ward, of what their own ward gave."""
    return bool(
        user.is_member
        and user.acts_for_section
        and user.is_special_ward
        and user.organization.local_government_id
    )


def can_read_reports(user) -> bool:
    return user.is_secretariat or bool(user.is_member and user.is_special_ward)


def is_own_report(user, report) -> bool:
    return can_report_support(user) and report.organization_id == user.organization.pk


def can_edit_report(user, report) -> bool:
    return is_own_report(user, report) and report.is_open


def can_withdraw_report(user, report) -> bool:
    return is_own_report(user, report) and (report.is_open or report.is_waiting)


def can_decide_report(user, report) -> bool:
    return can_edit_disasters(user) and report.is_waiting


def can_propose_correction(user, version) -> bool:
    """Of what stands as given by their own ward alone."""
    return (
        can_report_support(user)
        and version.giver == Giver.WARD
        and version.sender_government_id == user.organization.local_government_id
        and not version.is_withdrawn
    )
