from members.admin.applications import ApplicationAdmin
from members.admin.facts import LocalGovernmentAdmin, MetricAdmin
from members.admin.memberships import MembershipAdmin, WithdrawalAdmin
from members.admin.organizations import (
    ConfirmationAdmin,
    HandoverAdmin,
    OrganizationAdmin,
    SectionAdmin,
)
from members.admin.recoveries import RecoveryAdmin
from members.admin.rounds import RoundAdmin, RoundEntryAdmin
from members.admin.users import UserAdmin

__all__ = [
    "ApplicationAdmin",
    "ConfirmationAdmin",
    "HandoverAdmin",
    "LocalGovernmentAdmin",
    "MembershipAdmin",
    "MetricAdmin",
    "OrganizationAdmin",
    "RecoveryAdmin",
    "RoundAdmin",
    "RoundEntryAdmin",
    "SectionAdmin",
    "UserAdmin",
    "WithdrawalAdmin",
]
