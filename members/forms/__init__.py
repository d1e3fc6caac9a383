from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.organization import HandoverForm, NameForm, OrganizationForm, SectionForm
from members.forms.sheet import SheetForm

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
    "SheetForm",
]
