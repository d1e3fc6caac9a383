"""What search finds of this room: the members, by name, reading, introduction, what they offer or seek."""

from members.former_names import former_names_of
from members.models import Organization, Theme
from office import index

KIND = "会員自治体"


def describe_organization(organization: Organization) -> index.Text | None:
    if not organization.is_member:
        return None
    readings = [organization.name_kana]
    if organization.local_government_id:
        readings.append(organization.local_government.prefecture_kana)
    readings += former_names_of(organization)
    return index.Text(
        kind=KIND,
        title=organization.full_name,
        body="\n".join(filter(None, [*readings, organization.prefecture, *_profile(organization)])),
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


index.register(Organization, describe_organization)
