"""Who keeps the list of local governments (地方公共団体), and merges what is registered twice."""

from members.models import Organization

MERGED_KINDS = (
    Organization.Kind.MUNICIPALITY,
    Organization.Kind.ASSOCIATION,
    Organization.Kind.PREFECTURE,
)


def can_change_governments(user) -> bool:
    return user.is_secretariat


def can_carry_out_change(user, change) -> bool:
    return user.is_secretariat and change.is_due


def can_cancel_change(user, change) -> bool:
    return user.is_secretariat and change.is_planned


def can_revert_change(user, change) -> bool:
    return user.is_secretariat and change.is_done


def can_remove_former_name(user, former_name) -> bool:
    """One that a change wrote goes when the change is taken back."""
    return user.is_secretariat and former_name.is_typed


def can_be_absorbed(organization) -> bool:
    """Wards answer requests by name and the secretariat runs the site: neither goes over into another."""
    return organization.kind in MERGED_KINDS and not organization.merged_into_id


def can_revert_merge(user, merged) -> bool:
    """One that came with a merger of governments is taken back with it."""
    return user.is_secretariat and not merged.reverted_at and not merged.change_id
