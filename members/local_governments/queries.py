"""How a former name (旧名称) finds the body of today, wherever members are sought."""

from django.db.models import Exists, OuterRef

from members.models import FormerName, Organization


def known_as(words: str) -> Exists:
    """A condition on organisations: their local government once had a name that holds these plain words."""
    return Exists(FormerName.objects.named(words).filter(local_government=OuterRef("local_government")))


def former_names_of(organization: Organization) -> list[str]:
    """Names and readings of before, of the body and of what was registered twice; for the search."""
    words = list(organization.merged.values_list("name", "name_kana"))
    if organization.local_government_id:
        former = FormerName.objects.filter(local_government=organization.local_government_id)
        words += former.values_list("name", "name_kana")
    return list(dict.fromkeys(word for pair in words for word in pair if word))
