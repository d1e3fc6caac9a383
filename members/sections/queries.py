from members.organizations.models import Organization
from members.sections.models import Section


def secretariat_mailboxes() -> set[str]:
    """The mailboxes of both offices (事務局の共通アドレス)."""
    sections = Section.objects.open().filter(organization__in=Organization.objects.secretariats())
    return set(sections.values_list("mailbox", flat=True))


def section_mailboxes(organization) -> set[str]:
    """The shared addresses of an organisation's open sections."""
    return set(organization.sections.open().values_list("mailbox", flat=True))


def open_sections_in(organization):
    return Section.objects.open().filter(organization=organization).order_by("id")
