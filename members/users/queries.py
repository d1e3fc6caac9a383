from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User


def addresses_of(*, organizations) -> list[str]:
    """Shared mailboxes of these organisations and the people who may write for them, each address once.

    `organizations` are rows or keys; a reader (閲覧) can answer nothing and is not told.
    """
    sections = Section.objects.open().filter(organization__in=organizations)
    people = User.objects.acting_for_section().filter(section__organization__in=organizations)
    found = [*sections.values_list("mailbox", flat=True), *people.values_list("email", flat=True)]
    return sorted({address.lower() for address in found})


def without_contact(organizations) -> QuerySet:
    """Those whom no mail reaches (連絡先なし): no section, nobody to write for it, or all refuse mail."""
    sections = Section.objects.open().filter(bounced_at=None, organization=OuterRef("pk"))
    people = User.objects.of(OuterRef("pk")).acting_for_section().exclude(pk__in=User.objects.unreached())
    return Organization.objects.filter(~Exists(sections), ~Exists(people), pk__in=organizations)


def organization_with_people(organization):
    people = Prefetch("users", User.objects.filter(is_active=True).order_by("id"), to_attr="people")
    return {"organization": organization, "sections": organization.sections.open().prefetch_related(people)}


def officers_of(organization):
    """Active people of an organisation, with their sections."""
    return User.objects.filter(section__organization=organization, is_active=True).order_by(
        "section_id", "id"
    )
