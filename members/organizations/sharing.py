"""How the page of a member looks where its address is shared."""

from common.sharing.sharing import Sharing
from members.organizations.models import Organization


def sharing_of(organization: Organization) -> Sharing:
    government = organization.local_government
    address = {"@type": "PostalAddress", "addressCountry": "JP", "addressRegion": organization.prefecture}
    facts = {
        "@type": "GovernmentOrganization" if government else "Organization",
        "alternateName": organization.name_kana,
        "identifier": government.code if government else "",
        "sameAs": government.website if government else "",
        "address": address if organization.prefecture else None,
    }
    return Sharing(
        path=organization.get_absolute_url(),
        title=organization.full_name,
        facts=facts,
        description=organization.introduction or f"{organization.full_name}の紹介です。",
        picture=organization.picture,
        picture_alt=organization.picture_alt,
        kind="profile",
    )
