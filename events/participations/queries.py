"""Which bodies an event names, and the addresses of both sides."""

from collections.abc import Mapping

from django.db.models import Count, Prefetch, Q, QuerySet

from events.events.models import Event
from events.participations.models import Participation, ParticipationRole, RoleState
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization
from members.sections.models import Section
from members.sections.queries import secretariat_mailboxes, section_mailboxes

RoleCounts = Mapping[tuple[str, str], int]


def recorded_parts(event: Event) -> QuerySet:
    """Of local governments that were typed in, neither invited nor applied; in the order of their codes."""
    return Participation.objects.recorded().filter(event=event).order_by("local_government__code")


def governments_of(event: Event) -> list[LocalGovernment]:
    """The local governments of those parts."""
    return [part.local_government for part in recorded_parts(event).select_related("local_government")]


def participation_of(organization: Organization, event: Event) -> Participation:
    """How the organisation takes part; where it does not yet, a new row that is not saved."""
    is_it = Q(organization=organization)
    if organization.local_government_id:
        is_it |= Q(local_government=organization.local_government_id)
    found = Participation.objects.filter(is_it, event=event).order_by("organization", "pk").first()
    return found or Participation(
        event=event,
        organization=organization,
        local_government=organization.local_government,
        came_by=Participation.CameBy.APPLICATION,
        edition=0,
    )


def roles_to_decide(events: QuerySet) -> QuerySet:
    """Applied for at these events, and not decided yet."""
    return ParticipationRole.objects.filter(state=RoleState.APPLIED, participation__event__in=events)


def count_roles(event: Event) -> RoleCounts:
    """How many roles stand where: {(role, state): number}."""
    rows = ParticipationRole.objects.filter(participation__event=event).order_by()
    counts = rows.values_list("role", "state").annotate(number=Count("pk"))
    return {(role, state): number for role, state, number in counts}


def addresses_of_bodies(parts: QuerySet) -> set[str]:
    """Of each the section that answered, else all of the body's, and the address that it gave."""
    found: set[str] = set()
    sections = Prefetch("organization__sections", Section.objects.open())
    for part in parts.select_related("organization", "answered_by").prefetch_related(sections):
        known = part.organization.sections.all() if part.organization_id else []
        own = [one for one in known if part.answered_by and one.pk == part.answered_by.section_id]
        found |= {one.mailbox for one in own or known} | {part.contact_email}
    return found - {""}


def addresses_relying(event: Event) -> set[str]:
    """Of all bodies that count on it; of a local government that was only typed in, its member's sections."""
    parts = Participation.objects.relying().filter(event=event)
    typed = parts.filter(organization__isnull=True, local_government__isnull=False)
    members = Organization.objects.members().filter(local_government__in=typed.values("local_government"))
    sections = Section.objects.open().filter(organization__in=members)
    return addresses_of_bodies(parts) | set(sections.values_list("mailbox", flat=True))


def addresses_of_organiser(event: Event) -> set[str]:
    """The sections of the organisation that runs the event, or the secretariat."""
    return section_mailboxes(event.owner) if event.owner_id else secretariat_mailboxes()
