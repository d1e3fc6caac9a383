"""What search finds of this room: the members, by name, reading, introduction, what they offer or seek."""

from common.search import registry
from members.organizations.models import Organization
from members.organizations.profile import Theme
from members.organizations.queries import former_names_of

KIND = "会員自治体"


def describe_organization(organization: Organization) -> registry.SearchText | None:
    if not organization.is_member:
        return None
    readings, more = [organization.name_kana], []
    if organization.local_government_id:
        government = organization.local_government
        readings.append(government.prefecture_kana)
        more = [government.full_name, government.prefecture_kana + government.name_kana, government.code]
        if government.district:
            more.append(government.prefecture + government.district + government.name)
    readings += former_names_of(organization)
    return registry.SearchText(
        kind=KIND,
        title=organization.full_name,
        body="\n".join(filter(None, [*readings, organization.prefecture, *_profile(organization), *more])),
        url=organization.get_absolute_url(),
        date=organization.joined_on,
        audiences=["public"],
    )


def _profile(organization: Organization) -> list[str]:
    return [
        organization.introduction,
        _wanted("提供できること", organization.themes_offer, organization.offer),
        _wanted("求めていること", organization.themes_seek, organization.seek),
        organization.head_message,
    ]


def _wanted(label: str, themes: list[str], words: str) -> str:
    named = "、".join(filter(None, [*(Theme(key).label for key in themes), words]))
    return f"{label}: {named}" if named else ""


registry.register_searchable(Organization, describe_organization)
