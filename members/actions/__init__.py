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
from members.actions.sheets import commit_sheet, discard_sheet, take_in_sheet, tidy_sheets
from members.actions.users import (
    accept_invitation,
    deactivate_user,
    forget_addresses,
    invite_user,
    invite_users,
)
from members.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "approve_application",
    "cancel_handover",
    "carry_out_due_handovers",
    "carry_out_handover",
    "change_name",
    "change_organization",
    "change_section",
    "commit_sheet",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "discard_sheet",
    "discard_unproven_applications",
    "forget_addresses",
    "hand_over",
    "invite_user",
    "invite_users",
    "prove_application",
    "resend_proof",
    "submit_application",
    "take_in_sheet",
    "take_over",
    "tidy_sheets",
]
