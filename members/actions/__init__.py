from members.actions.applications import (
    decline_application,
    discard_unproven_applications,
    prove_application,
    submit_application,
)
from members.actions.approvals import approve_application
from members.actions.bounces import (
    mark_bounced,
    note_bounces,
    reached,
    resend_entry,
    unmark_bounced,
)
from members.actions.confirmations import confirm_organization
from members.actions.former_names import add_former_name, remove_former_name
from members.actions.government_reverts import revert_change
from members.actions.governments import (
    cancel_change,
    carry_out_change,
    carry_out_due_changes,
    register_change,
)
from members.actions.handovers import (
    cancel_handover,
    carry_out_due_handovers,
    carry_out_handover,
    check_handover,
    hand_over,
    refuse_impossible,
)
from members.actions.joins import approve_join
from members.actions.memberships import (
    begin_membership,
    change_joined_on,
    end_membership,
    open_missing_periods,
    restore_membership,
)
from members.actions.merges import merge_organizations, revert_merge
from members.actions.people import (
    change_person,
    end_account,
    invite_again,
    invite_person,
    name_representative,
)
from members.actions.profiles import change_organization
from members.actions.recoveries import (
    approve_recovery,
    ask_recovery,
    decline_recovery,
    discard_unproven_recoveries,
    let_in_again,
    prove_recovery,
)
from members.actions.representation import (
    is_last_representative,
    lock_people,
    refuse_last_representative,
)
from members.actions.resending import resend_application_mail, resend_proof
from members.actions.returns import (
    remind_returned_applications,
    resubmit_application,
    return_application,
)
from members.actions.reviews import see_changes
from members.actions.round_answers import answer_corrected, answer_moving, answer_unchanged
from members.actions.rounds import (
    ask_to_remind,
    carry_on_rounds,
    close_round,
    default_due_on,
    mail_round,
    remind_now,
    remind_of_round,
    resend_asked,
    silent_today,
    start_round,
    start_yearly_round,
)
from members.actions.sections import add_section, change_section, close_section, why_not_closed
from members.actions.sheets import commit_sheet, discard_sheet, take_in_sheet, tidy_sheets
from members.actions.takeovers import offer_takeover, section_of, take_over, take_over_by_proof
from members.actions.unreached import mark_reached, note_refused_address
from members.actions.users import (
    accept_invitation,
    change_name,
    deactivate_user,
    first_role,
    forget_addresses,
    invite_user,
    invite_users,
)
from members.actions.withdrawals import (
    accept_withdrawal,
    ask_withdrawal,
    cancel_withdrawal,
    carry_out_due_withdrawals,
    carry_out_withdrawal,
    decline_withdrawal,
    undo_withdrawal,
)
from members.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "accept_withdrawal",
    "add_former_name",
    "add_section",
    "answer_corrected",
    "answer_moving",
    "answer_unchanged",
    "approve_application",
    "approve_join",
    "approve_recovery",
    "ask_recovery",
    "ask_to_remind",
    "ask_withdrawal",
    "begin_membership",
    "cancel_change",
    "cancel_handover",
    "cancel_withdrawal",
    "carry_on_rounds",
    "carry_out_change",
    "carry_out_due_changes",
    "carry_out_due_handovers",
    "carry_out_due_withdrawals",
    "carry_out_handover",
    "carry_out_withdrawal",
    "change_joined_on",
    "change_name",
    "change_organization",
    "change_person",
    "change_section",
    "check_handover",
    "close_round",
    "close_section",
    "commit_sheet",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "decline_recovery",
    "decline_withdrawal",
    "default_due_on",
    "discard_sheet",
    "discard_unproven_applications",
    "discard_unproven_recoveries",
    "end_account",
    "end_membership",
    "first_role",
    "forget_addresses",
    "hand_over",
    "invite_again",
    "invite_person",
    "invite_user",
    "invite_users",
    "is_last_representative",
    "let_in_again",
    "lock_people",
    "mail_round",
    "mark_bounced",
    "mark_reached",
    "merge_organizations",
    "name_representative",
    "note_bounces",
    "note_refused_address",
    "offer_takeover",
    "open_missing_periods",
    "prove_application",
    "prove_recovery",
    "reached",
    "refuse_impossible",
    "refuse_last_representative",
    "register_change",
    "remind_now",
    "remind_of_round",
    "remind_returned_applications",
    "remove_former_name",
    "resend_application_mail",
    "resend_asked",
    "resend_entry",
    "resend_proof",
    "restore_membership",
    "resubmit_application",
    "return_application",
    "revert_change",
    "revert_merge",
    "section_of",
    "see_changes",
    "silent_today",
    "start_round",
    "start_yearly_round",
    "submit_application",
    "take_in_sheet",
    "take_over",
    "take_over_by_proof",
    "tidy_sheets",
    "undo_withdrawal",
    "unmark_bounced",
    "why_not_closed",
]
