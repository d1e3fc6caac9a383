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
from members.actions.joins import approve_join
from members.actions.organizations import (
    change_name,
    change_organization,
    confirm_organization,
)
from members.actions.people import (
    change_person,
    end_account,
    invite_again,
    invite_person,
    name_representative,
)
from members.actions.representation import is_last_representative, lock_people, refuse_last_representative
from members.actions.sections import add_section, change_section, close_section, why_not_closed
from members.actions.users import (
    accept_invitation,
    deactivate_user,
    first_role,
    forget_addresses,
    invite_user,
)
from members.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "add_section",
    "approve_application",
    "approve_join",
    "cancel_handover",
    "carry_out_due_handovers",
    "carry_out_handover",
    "change_name",
    "change_organization",
    "change_person",
    "change_section",
    "close_section",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "discard_unproven_applications",
    "end_account",
    "first_role",
    "forget_addresses",
    "hand_over",
    "invite_again",
    "invite_person",
    "invite_user",
    "is_last_representative",
    "lock_people",
    "name_representative",
    "prove_application",
    "refuse_last_representative",
    "resend_proof",
    "submit_application",
    "take_over",
    "why_not_closed",
]
