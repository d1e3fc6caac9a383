from members.actions.applications import (
    approve_application,
    decline_application,
    discard_unproven_applications,
    prove_application,
    resend_proof,
    submit_application,
)
from members.actions.handovers import (
    cancel_handover,
    carry_out_due_handovers,
    carry_out_handover,
    hand_over,
    take_over,
)
from members.actions.organizations import (
    change_name,
    change_organization,
    change_section,
    confirm_organization,
)
from members.actions.recoveries import (
    approve_recovery,
    ask_recovery,
    decline_recovery,
    discard_unproven_recoveries,
    let_in_again,
    prove_recovery,
)
from members.actions.users import accept_invitation, deactivate_user, forget_addresses, invite_user
from members.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "approve_application",
    "approve_recovery",
    "ask_recovery",
    "cancel_handover",
    "carry_out_due_handovers",
    "carry_out_handover",
    "change_name",
    "change_organization",
    "change_section",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "decline_recovery",
    "discard_unproven_applications",
    "discard_unproven_recoveries",
    "forget_addresses",
    "hand_over",
    "invite_user",
    "let_in_again",
    "prove_application",
    "prove_recovery",
    "resend_proof",
    "submit_application",
    "take_over",
]
