"""What search finds of this room: the members, by name, reading, introduction, what they offer or seek."""

from common.search import registry
from common.search.readings import reading_words
from common.search.suggestions import register_words
from members.organizations.models import Organization
from members.organizations.profile import Theme
from members.organizations.queries import former_names_of

KIND = "会員自治体"


def describe_organization(organization: Organization) -> registry.SearchText | None:
    if not organization.is_member:
        return None
    readings, names = [organization.name_kana], [organization.prefecture, *former_names_of(organization)]
    if organization.local_government_id:
        government = organization.local_government
        readings += [government.prefecture_kana, government.prefecture_kana + government.name_kana]
        names += [government.full_name, government.code]
        if government.district:
            names.append(government.prefecture + government.district + government.name)
    return registry.SearchText(
        kind=KIND,
        title=organization.full_name,
        body="\n".join(filter(None, _profile(organization))),
        hidden_words="\n".join(filter(None, [*names, reading_words(readings)])),
        prefectures=[organization.prefecture],
        themes=[*organization.themes_offer, *organization.themes_seek],
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
register_words(lambda: [(theme.label, theme.label) for theme in Theme])
