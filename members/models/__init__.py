from members.models.local_government import LocalGovernment
from members.models.organization import Organization, Section
from members.models.user import User

__all__ = ["LocalGovernment", "Organization", "Section", "User"]
