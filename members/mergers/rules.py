from members.organizations.models import Organization

MERGED_KINDS = (
    Organization.Kind.MUNICIPALITY,
    Organization.Kind.ASSOCIATION,
    Organization.Kind.PREFECTURE,
)


def can_be_absorbed(organization) -> bool:
    """Wards answer requests by name and the secretariat runs the site: neither goes over into another."""
    return organization.kind in MERGED_KINDS and not organization.merged_into_id
