"""Who may do what in this room: `(user, object) -> bool`, one file per noun."""

from members.rules.applications import (
    can_decide_application,
    can_decline_application,
    can_resend_application_mail,
    can_return_application,
)
from members.rules.governments import (
    can_be_absorbed,
    can_cancel_change,
    can_carry_out_change,
    can_change_governments,
    can_remove_former_name,
    can_revert_change,
    can_revert_merge,
)
from members.rules.handovers import (
    can_cancel_handover,
    can_hand_over,
    can_see_handover_paper,
    can_take_over,
)
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
    can_mark_reached,
    steps_in,
)
from members.rules.recoveries import can_decide_recovery
from members.rules.reviews import can_review_changes
from members.rules.rounds import can_answer_entry, can_run_round
from members.rules.sheets import can_commit_sheet
from members.rules.withdrawals import (
    can_cancel_withdrawal,
    can_decide_withdrawal,
    can_undo_withdrawal,
    can_withdraw_organization,
)

__all__ = [
    "can_add_section",
    "can_answer_entry",
    "can_be_absorbed",
    "can_cancel_change",
    "can_cancel_handover",
    "can_cancel_withdrawal",
    "can_carry_out_change",
    "can_change_governments",
    "can_change_person",
    "can_close_section",
    "can_commit_sheet",
    "can_confirm_organization",
    "can_decide_application",
    "can_decide_recovery",
    "can_decide_withdrawal",
    "can_decline_application",
    "can_edit_organization",
    "can_edit_section",
    "can_hand_over",
    "can_invite_again",
    "can_manage_people",
    "can_mark_reached",
    "can_remove_former_name",
    "can_resend_application_mail",
    "can_return_application",
    "can_revert_change",
    "can_revert_merge",
    "can_review_changes",
    "can_run_round",
    "can_see_handover_paper",
    "can_see_record",
    "can_take_over",
    "can_undo_withdrawal",
    "can_withdraw_organization",
    "steps_in",
    "works_for",
]
