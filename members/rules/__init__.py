"""Who may do what in this room: `(user, object) -> bool`, one file per noun."""

from members.rules.applications import can_decide_application
from members.rules.handovers import can_cancel_handover, can_hand_over
from members.rules.organizations import (
    can_confirm_organization,
    can_edit_organization,
    can_edit_section,
    can_see_record,
    works_for,
)
from members.rules.sheets import can_commit_sheet

__all__ = [
    "can_cancel_handover",
    "can_commit_sheet",
    "can_confirm_organization",
    "can_decide_application",
    "can_edit_organization",
    "can_edit_section",
    "can_hand_over",
    "can_see_record",
    "works_for",
]
