from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.correction import BodyCorrectionForm, CorrectionForm, ReturnForm
from members.forms.handover import HandoverForm, TakeoverForm
from members.forms.organization import NameForm, SectionForm
from members.forms.people import EndForm, InviteForm, JoinForm, PersonForm, SectionAddForm
from members.forms.profile import OrganizationForm
from members.forms.recovery import RecoveryDeclineForm, RecoveryForm
from members.forms.rounds import (
    ContactsForm,
    MovingForm,
    ResendEntryForm,
    RoundForm,
    TelephoneAnswerForm,
    UnchangedForm,
)
from members.forms.sheet import SheetForm
from members.forms.withdrawal import WithdrawalDeclineForm, WithdrawalForm

__all__ = [
    "ApplicationForm",
    "BodyApplicationForm",
    "BodyCorrectionForm",
    "ContactsForm",
    "CorrectionForm",
    "DeclineForm",
    "EndForm",
    "HandoverForm",
    "InviteForm",
    "JoinForm",
    "MovingForm",
    "NameForm",
    "OrganizationForm",
    "PasswordForm",
    "PersonForm",
    "ProofForm",
    "RecoveryDeclineForm",
    "RecoveryForm",
    "ResendEntryForm",
    "ResendForm",
    "ReturnForm",
    "RoundForm",
    "SectionAddForm",
    "SectionForm",
    "SheetForm",
    "TakeoverForm",
    "TelephoneAnswerForm",
    "UnchangedForm",
    "WithdrawalDeclineForm",
    "WithdrawalForm",
]
