from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.organization import HandoverForm, NameForm, OrganizationForm, SectionForm
from members.forms.rounds import (
    CorrectionForm,
    MovingForm,
    ResendEntryForm,
    RoundForm,
    TelephoneAnswerForm,
    UnchangedForm,
)

__all__ = [
    "ApplicationForm",
    "BodyApplicationForm",
    "CorrectionForm",
    "DeclineForm",
    "HandoverForm",
    "MovingForm",
    "NameForm",
    "OrganizationForm",
    "PasswordForm",
    "ProofForm",
    "ResendEntryForm",
    "ResendForm",
    "RoundForm",
    "SectionForm",
    "TelephoneAnswerForm",
    "UnchangedForm",
]
