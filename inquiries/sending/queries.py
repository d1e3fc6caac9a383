from inquiries.inquiries.models import Inquiry
from members.organizations.models import Organization


def addressees_of(inquiry) -> list[Organization]:
    """Whom it asks, or will ask, without the asking organisation; at most a few queries for 1,788."""
    reach, organizations = Inquiry.Reach, Organization.objects.members()
    match inquiry.reach:
        case reach.WARDS:
            organizations = Organization.objects.special_wards()
        case reach.PREFECTURES:
            organizations = organizations.filter(prefecture__in=inquiry.prefectures)
        case reach.CHOSEN:
            among = organizations | Organization.objects.secretariats()
            organizations = among.filter(pk__in=inquiry.chosen.values("pk"))
    rows = organizations.exclude(pk=inquiry.organization_id).select_related("local_government")
    return list(rows.order_by("local_government__code", "name_kana", "pk"))
