from members.models.application import Application
from members.models.former_name import FormerName
from members.models.government_change import GovernmentChange, Succession
from members.models.handover import Handover
from members.models.local_government import LocalGovernment
from members.models.mail_proof import MailProof
from members.models.metric import Metric
from members.models.organization import Confirmation, Organization, Section
from members.models.organization_merge import OrganizationMerge
from members.models.review import Review
from members.models.theme import Theme
from members.models.user import User

__all__ = [
    "Application",
    "Confirmation",
    "FormerName",
    "GovernmentChange",
    "Handover",
    "LocalGovernment",
    "MailProof",
    "Metric",
    "Organization",
    "OrganizationMerge",
    "Review",
    "Section",
    "Succession",
    "Theme",
    "User",
]
