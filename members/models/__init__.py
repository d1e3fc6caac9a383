from members.models.application import Application
from members.models.application_return import ApplicationReturn
from members.models.confirmation import Confirmation
from members.models.former_name import FormerName
from members.models.government_change import GovernmentChange, Succession
from members.models.handover import Handover
from members.models.local_government import LocalGovernment
from members.models.mail_proof import MailProof
from members.models.membership import Membership
from members.models.metric import Metric
from members.models.organization import Organization
from members.models.organization_merge import OrganizationMerge
from members.models.recovery import Recovery
from members.models.review import Review
from members.models.round import Round
from members.models.round_entry import RoundEntry
from members.models.section import Section
from members.models.sheet_import import SheetImport
from members.models.theme import Theme
from members.models.user import User
from members.models.withdrawal import Withdrawal

__all__ = [
    "Application",
    "ApplicationReturn",
    "Confirmation",
    "FormerName",
    "GovernmentChange",
    "Handover",
    "LocalGovernment",
    "MailProof",
    "Membership",
    "Metric",
    "Organization",
    "OrganizationMerge",
    "Recovery",
    "Review",
    "Round",
    "RoundEntry",
    "Section",
    "SheetImport",
    "Succession",
    "Theme",
    "User",
    "Withdrawal",
]
