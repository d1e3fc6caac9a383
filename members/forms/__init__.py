from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.organization import HandoverForm, NameForm, SectionForm
from members.forms.profile import OrganizationForm

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
]
