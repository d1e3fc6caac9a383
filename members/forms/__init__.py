from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.organization import HandoverForm, NameForm, OrganizationForm, SectionForm
from members.forms.people import EndForm, InviteForm, JoinForm, PersonForm, SectionAddForm

__all__ = [
    "ApplicationForm",
    "BodyApplicationForm",
    "DeclineForm",
    "EndForm",
    "HandoverForm",
    "InviteForm",
    "JoinForm",
    "NameForm",
    "OrganizationForm",
    "PasswordForm",
    "PersonForm",
    "ProofForm",
    "ResendForm",
    "SectionAddForm",
    "SectionForm",
]
