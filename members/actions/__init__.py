from members.actions.applications import (
    approve_application,
    decline_application,
    discard_unproven_applications,
    prove_application,
    resend_proof,
    submit_application,
)
from members.actions.bounces import mark_bounced, note_bounces, reached, resend_entry, unmark_bounced
from members.actions.confirmations import confirm_organization
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
)
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
from members.actions.users import accept_invitation, deactivate_user, forget_addresses, invite_user
from members.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "answer_corrected",
    "answer_moving",
    "answer_unchanged",
    "approve_application",
    "ask_to_remind",
    "cancel_handover",
    "carry_on_rounds",
    "carry_out_due_handovers",
    "carry_out_handover",
    "change_name",
    "change_organization",
    "change_section",
    "close_round",
    "confirm_organization",
    "deactivate_user",
    "decline_application",
    "default_due_on",
    "discard_unproven_applications",
    "forget_addresses",
    "hand_over",
    "invite_user",
    "mail_round",
    "mark_bounced",
    "note_bounces",
    "prove_application",
    "reached",
    "remind_now",
    "remind_of_round",
    "resend_asked",
    "resend_entry",
    "resend_proof",
    "silent_today",
    "start_round",
    "start_yearly_round",
    "submit_application",
    "take_over",
    "unmark_bounced",
]
