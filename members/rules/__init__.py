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
from members.rules.people import (
    can_add_section,
    can_change_person,
    can_close_section,
    can_invite_again,
    can_manage_people,
    steps_in,
)

__all__ = [
    "can_add_section",
    "can_cancel_handover",
    "can_change_person",
    "can_close_section",
    "can_confirm_organization",
    "can_decide_application",
    "can_edit_organization",
    "can_edit_section",
    "can_hand_over",
    "can_invite_again",
    "can_manage_people",
    "can_see_record",
    "steps_in",
    "works_for",
]
