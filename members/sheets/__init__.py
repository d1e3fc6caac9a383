"""The register of members as sheets (会員台帳): three tables, out and in again."""

from members.sheets.organizations import OrganizationSheet
from members.sheets.sections import SectionSheet
from members.sheets.users import UserSheet

SHEETS = {sheet.key: sheet for sheet in (OrganizationSheet, SectionSheet, UserSheet)}

__all__ = ["SHEETS", "OrganizationSheet", "SectionSheet", "UserSheet"]
