from members.actions.applications import (
    approve_application,
    decline_application,
    discard_unproven_applications,
    prove_application,
    resend_proof,
    submit_application,
)
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
    hand_over,
    take_over,
)
from members.actions.merges import merge_organizations, revert_merge
from members.actions.organizations import (
    change_name,
    change_organization,
    change_section,
    confirm_organization,
)
from members.actions.users import accept_invitation, deactivate_user, forget_addresses, invite_user
from members.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "add_former_name",
    "approve_application",
    "cancel_change",
    "cancel_handover",
    "carry_out_change",
    "carry_out_due_changes",
    "carry_out_due_handovers",
    "carry_out_handover",
    "change_name",
    "change_organization",
    "change_section",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "discard_unproven_applications",
    "forget_addresses",
    "hand_over",
    "invite_user",
    "merge_organizations",
    "prove_application",
    "register_change",
    "remove_former_name",
    "resend_proof",
    "revert_change",
    "revert_merge",
    "submit_application",
    "take_over",
]
