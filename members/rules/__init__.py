"""Who may do what in this room: `(user, object) -> bool`, one file per noun."""

from members.rules.applications import can_decide_application
from members.rules.governments import (
    can_be_absorbed,
    can_cancel_change,
    can_carry_out_change,
    can_change_governments,
    can_remove_former_name,
    can_revert_change,
    can_revert_merge,
)
from members.rules.handovers import can_cancel_handover, can_hand_over
from members.rules.organizations import (
    can_confirm_organization,
    can_edit_organization,
    can_edit_section,
    can_see_record,
    works_for,
)

__all__ = [
    "can_be_absorbed",
    "can_cancel_change",
    "can_cancel_handover",
    "can_carry_out_change",
    "can_change_governments",
    "can_confirm_organization",
    "can_decide_application",
    "can_edit_organization",
    "can_edit_section",
    "can_hand_over",
    "can_remove_former_name",
    "can_revert_change",
    "can_revert_merge",
    "can_see_record",
    "works_for",
]
