from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.organization import HandoverForm, NameForm, OrganizationForm, SectionForm
from members.forms.recovery import RecoveryDeclineForm, RecoveryForm

__all__ = [
    "ApplicationForm",
    "BodyApplicationForm",
    "DeclineForm",
    "HandoverForm",
    "NameForm",
    "OrganizationForm",
    "PasswordForm",
    "ProofForm",
    "RecoveryDeclineForm",
    "RecoveryForm",
    "ResendForm",
    "SectionForm",
]
