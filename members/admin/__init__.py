from members.admin.applications import ApplicationAdmin
from members.admin.facts import LocalGovernmentAdmin, MetricAdmin
from members.admin.organizations import (
    ConfirmationAdmin,
    HandoverAdmin,
    OrganizationAdmin,
    SectionAdmin,
)
from members.admin.rounds import RoundAdmin, RoundEntryAdmin
from members.admin.users import UserAdmin

__all__ = [
    "ApplicationAdmin",
    "ConfirmationAdmin",
    "HandoverAdmin",
    "LocalGovernmentAdmin",
    "MetricAdmin",
    "OrganizationAdmin",
    "RoundAdmin",
    "RoundEntryAdmin",
    "SectionAdmin",
    "UserAdmin",
]
