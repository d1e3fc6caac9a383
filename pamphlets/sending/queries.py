from members.organizations.models import Organization


def wards_of(pamphlet) -> list[Organization]:
    """The wards that the draft is meant for."""
    wards = Organization.objects.special_wards()
    return list(wards if pamphlet.all_wards else wards.filter(pk__in=pamphlet.wards.values("pk")))
