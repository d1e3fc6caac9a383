"""The sheets of the register of members by their key."""

from members.member_sheets.organization_sheet import OrganizationSheet
from members.member_sheets.section_sheet import SectionSheet
from members.member_sheets.sheet import ImportedSheet
from members.member_sheets.user_sheet import UserSheet

SHEETS = {sheet.key: sheet for sheet in (OrganizationSheet, SectionSheet, UserSheet)}
IMPORTED_SHEETS = {key: sheet for key, sheet in SHEETS.items() if issubclass(sheet, ImportedSheet)}
