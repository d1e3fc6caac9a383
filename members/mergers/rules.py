"""Which registrations may become one, and when that may be taken back."""

from common.refusals import ActionRefused
from members.organizations.models import Organization

MERGED_KINDS = (
    Organization.Kind.MUNICIPALITY,
    Organization.Kind.ASSOCIATION,
    Organization.Kind.PREFECTURE,
)


def can_be_absorbed(organization) -> bool:
    """Wards answer requests by name and the secretariat runs the site: neither goes over into another."""
    return organization.kind in MERGED_KINDS and not organization.merged_into_id


def can_revert_merge(user, merged) -> bool:
    """One that came with a merger of governments is taken back with it."""
    return user.is_secretariat and not merged.reverted_at and not merged.change_id


def require_mergeable(survivor, absorbed) -> None:
    """Raises ActionRefused, with the reason, where one may not be merged into the other."""
    if survivor == absorbed:
        raise ActionRefused("同じ団体どうしは統合できません。別の団体を選んでください。")
    for organization in (absorbed, survivor):
        if organization.merged_into_id:
            raise ActionRefused(f"{organization.full_name}は、すでにほかの会員に統合されています。")
    if survivor.is_secretariat or not can_be_absorbed(absorbed):
        raise ActionRefused("特別区と事務局は、ほかの団体に統合できません。残す団体を選び直してください。")
    if absorbed.local_government_id and not survivor.local_government_id:
        raise ActionRefused(
            f"{absorbed.full_name}には団体コードがあります。団体コードのある方を残してください。"
        )
    if absorbed.is_member and not survivor.is_member:
        raise ActionRefused(f"{survivor.full_name}は会員ではありません。会員である方を残してください。")
