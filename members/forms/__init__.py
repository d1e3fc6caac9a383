from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.handover import HandoverForm, TakeoverForm
from members.forms.organization import NameForm, OrganizationForm, SectionForm

__all__ = [
    "ApplicationForm",
    "BodyApplicationForm",
    "DeclineForm",
    "HandoverForm",
    "NameForm",
    "OrganizationForm",
    "PasswordForm",
    "ProofForm",
    "ResendForm",
    "SectionForm",
    "TakeoverForm",
]
