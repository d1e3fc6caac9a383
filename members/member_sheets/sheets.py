"""The register of members as sheets (会員台帳): three tables, out and in again."""

from members.member_sheets.organization_sheet import OrganizationSheet
from members.member_sheets.section_sheet import SectionSheet
from members.member_sheets.user_sheet import UserSheet

SHEETS = {sheet.key: sheet for sheet in (OrganizationSheet, SectionSheet, UserSheet)}
