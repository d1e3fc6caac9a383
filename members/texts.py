"""What search finds of this room: the members, by name, reading and introduction."""

from members.former_names import former_names_of
from members.models import Organization
from office import index


def describe_organization(organization: Organization) -> index.Text | None:
    if not organization.is_member:
        return None
    readings = [organization.name_kana]
    if organization.local_government_id:
        readings.append(organization.local_government.prefecture_kana)
    readings += former_names_of(organization)
    return index.Text(
        kind="会員自治体",
        title=organization.full_name,
        body="\n".join(filter(None, [*readings, organization.prefecture, organization.introduction])),
        url=organization.get_absolute_url(),
        date=organization.joined_on,
        audiences=["public"],
    )


index.register(Organization, describe_organization)
