from members.models.application import Application
from members.models.handover import Handover
from members.models.local_government import LocalGovernment
from members.models.mail_proof import MailProof
from members.models.metric import Metric
from members.models.organization import Confirmation, Organization, Section
from members.models.review import Review
from members.models.sheet_import import SheetImport
from members.models.theme import Theme
from members.models.user import User

__all__ = [
    "Application",
    "Confirmation",
    "Handover",
    "LocalGovernment",
    "MailProof",
    "Metric",
    "Organization",
    "Review",
    "Section",
    "SheetImport",
    "Theme",
    "User",
]
