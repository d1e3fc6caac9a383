"""Applications as the organiser decides them."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from events.calls.models import CallRole, ExhibitorCall
from events.events.models import Event
from events.participations.models import ParticipationRole, RoleState
from events.participations.queries import RoleCounts

# what waits for the organiser comes first
ORDER = (
    RoleState.APPLIED,
    RoleState.WAITING,
    RoleState.ACCEPTED,
    RoleState.INVITED,
    RoleState.DECLINED,
    RoleState.WITHDRAWN,
)


@dataclass(frozen=True)
class RoleCount:
    """A role of the call with how many stand where, and who waits first where there is room again."""

    offer: CallRole
    states: list[tuple[str, str, int]]
    next_waiting: ParticipationRole | None


def roles_of(event: Event, *, state: str = "", role: str = "") -> QuerySet:
    """Every body and role, narrowed; those that wait for a decision first, then as they applied."""
    place = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    rows = ParticipationRole.objects.filter(participation__event=event)
    if state:
        rows = rows.filter(state=state)
    if role:
        rows = rows.filter(role=role)
    related = "participation__local_government", "participation__organization__local_government"
    return rows.select_related(*related).order_by(place, "role", "participation__answered_at", "pk")


def counted_roles(call: ExhibitorCall, numbers: RoleCounts) -> list[RoleCount]:
    """The roles of a call, of which `numbers` are known; two queries at most."""
    waiting: dict[str, ParticipationRole] = {}
    if any(state == RoleState.WAITING for _, state in numbers):
        for row in first_waiting(call.event):
            waiting.setdefault(row.role, row)
    return [
        RoleCount(
            offer,
            [
                (state, state.label, numbers[offer.role, state])
                for state in ORDER
                if numbers.get((offer.role, state))
            ],
            None if offer.is_full else waiting.get(offer.role),
        )
        for offer in call.roles.all()
    ]


def first_waiting(event: Event) -> QuerySet:
    """Who waits for a place, the longest wait first."""
    rows = ParticipationRole.objects.filter(participation__event=event, state=RoleState.WAITING)
    related = "participation__local_government", "participation__organization__local_government"
    return rows.select_related(*related).order_by("decided_at", "participation__answered_at", "pk")
