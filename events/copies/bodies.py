"""The bodies of an event, as those that are invited to the next time: rows, not mails."""

from typing import NamedTuple

from events.events.models import Event
from events.participations.models import Participation, ParticipationRole, RoleState
from events.participations.rules import can_take_part
from members.organizations.models import Organization


class Invited(NamedTuple):
    """How many were invited, in how many roles in all, and who was left out."""

    bodies: int
    roles: int
    refused: int
    gone: list[str]


def invite_again(event: Event, copy: Event, role: str) -> Invited:
    """Whoever took part, was asked or stepped back is asked again; not who was declined (見送り).

    `role` is for those in the record without one. In a fixed number of statements.
    """
    parts = event.participations.select_related("local_government", "organization__local_government")
    rows: list[tuple[Participation, list[str]]] = []
    gone, refused = [], 0
    members = _members(event)
    for part in parts.prefetch_related("roles").order_by("pk"):
        roles = [row.role for row in part.roles.all() if row.state != RoleState.DECLINED]
        if not roles and part.roles.all():
            refused += 1
        elif not can_take_part(part.local_government, copy):
            gone.append(part.full_name)
        else:
            rows.append((_again(part, copy, members), roles or [role]))
    Participation.objects.bulk_create([part for part, _ in rows], batch_size=1000)
    roles = ParticipationRole.objects.bulk_create(
        [
            ParticipationRole(participation=part, role=name, state=RoleState.INVITED)
            for part, names in rows
            for name in names
        ],
        batch_size=2000,
    )
    return Invited(len(rows), len(roles), refused, gone)


def _members(event: Event) -> dict[int, Organization]:
    """The members that represent their local governments, without those that have a row of their own."""
    own = event.participations.filter(organization__isnull=False).values("organization")
    governments = event.participations.filter(organization__isnull=True).values("local_government")
    found = Organization.objects.members().filter(local_government__in=governments).exclude(pk__in=own)
    return {one.local_government_id: one for one in found}


def _again(part: Participation, copy: Event, members: dict[int, Organization]) -> Participation:
    """Named as of the day of the next time, where somebody else keeps its name."""
    member = part.organization or members.get(part.local_government_id)
    return Participation(
        event=copy,
        local_government=part.local_government,
        organization=member,
        name="" if part.local_government_id or member else part.name,
        came_by=Participation.CameBy.INVITATION,
        contact_name=part.contact_name,
        contact_phone=part.contact_phone,
        contact_email=part.contact_email,
    )
