from members.forms.account import PasswordForm, ProofForm, ResendForm
from members.forms.application import ApplicationForm, BodyApplicationForm, DeclineForm
from members.forms.correction import BodyCorrectionForm, CorrectionForm, ReturnForm
from members.forms.organization import HandoverForm, NameForm, OrganizationForm, SectionForm
from members.forms.withdrawal import WithdrawalDeclineForm, WithdrawalForm

__all__ = [
    "ApplicationForm",
    "BodyApplicationForm",
    "BodyCorrectionForm",
    "CorrectionForm",
    "DeclineForm",
    "HandoverForm",
    "NameForm",
    "OrganizationForm",
    "PasswordForm",
    "ProofForm",
    "ResendForm",
    "ReturnForm",
    "SectionForm",
    "WithdrawalDeclineForm",
    "WithdrawalForm",
]
