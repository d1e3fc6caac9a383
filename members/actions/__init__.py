from members.actions.applications import (
    approve_application,
    decline_application,
    discard_unproven_applications,
    prove_application,
    submit_application,
)
from members.actions.handovers import (
    cancel_handover,
    carry_out_due_handovers,
    carry_out_handover,
    hand_over,
    take_over,
)
from members.actions.joins import approve_join
from members.actions.memberships import (
    begin_membership,
    change_joined_on,
    end_membership,
    open_missing_periods,
    restore_membership,
)
from members.actions.organizations import change_name, change_organization, confirm_organization
from members.actions.people import (
    change_person,
    end_account,
    invite_again,
    invite_person,
    name_representative,
)
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
from members.actions.sections import add_section, change_section, close_section, why_not_closed
from members.actions.users import (
    accept_invitation,
    deactivate_user,
    first_role,
    forget_addresses,
    invite_user,
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
    "add_section",
    "approve_application",
    "approve_join",
    "approve_recovery",
    "ask_recovery",
    "ask_withdrawal",
    "begin_membership",
    "cancel_handover",
    "cancel_withdrawal",
    "carry_out_due_handovers",
    "carry_out_due_withdrawals",
    "carry_out_handover",
    "carry_out_withdrawal",
    "change_joined_on",
    "change_name",
    "change_organization",
    "change_person",
    "change_section",
    "close_section",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "decline_recovery",
    "decline_withdrawal",
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
    "is_last_representative",
    "let_in_again",
    "lock_people",
    "name_representative",
    "open_missing_periods",
    "prove_application",
    "prove_recovery",
    "refuse_last_representative",
    "remind_returned_applications",
    "resend_application_mail",
    "resend_proof",
    "restore_membership",
    "resubmit_application",
    "return_application",
    "submit_application",
    "take_over",
    "undo_withdrawal",
    "why_not_closed",
]
