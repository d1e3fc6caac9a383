"""Body × role × state of an event, with booths and sheets; as many queries for 372 bodies as for three."""

from collections import Counter
from dataclasses import dataclass

from events.booths.queries import booths_by_body, placed_booths
from events.events.models import Event
from events.participations.models import GONE, Participation, ParticipationRole, Role, RoleState
from events.participations.queries import RoleCounts
from events.sheets.models import ExhibitorSheet
from events.sheets.queries import sheets_by_body, unreachable_bodies
from members.government_changes.models import GovernmentChange, Succession
from members.government_changes.queries import present_governments
from members.local_governments.models import LocalGovernment

StatesOfRole = tuple[Role, list[tuple[RoleState, int]]]


@dataclass(frozen=True)
class BodyLine:
    """A body of the list; `cells` are its roles in the order of the columns, None where it has none."""

    part: Participation
    code: str
    prefecture: str
    reading: str
    cells: list[ParticipationRole | None]
    booths: str
    sheet: ExhibitorSheet | None
    is_there: bool  # whether it exists on the event's days
    follower: str  # the body of today that came of one that does not
    ends: GovernmentChange | None  # by which it is planned to end before them
    is_reached: bool  # by the mail that asks for its sheet

    @property
    def states(self) -> dict[str, str]:
        return {cell.role: cell.state for cell in self.cells if cell}


@dataclass(frozen=True)
class Matrix:
    """The columns are the roles that somebody has."""

    roles: list[Role]
    lines: list[BodyLine]

    @property
    def has_booths(self) -> bool:
        return any(line.booths for line in self.lines)

    @property
    def has_sheets(self) -> bool:
        return any(line.sheet for line in self.lines)

    @property
    def counts(self) -> list[StatesOfRole]:
        return by_role(Counter(item for line in self.lines for item in line.states.items()))


def by_role(numbers: RoleCounts) -> list[StatesOfRole]:
    """How many stand where, of the roles that somebody has."""
    found = [
        (role, [(state, numbers[role, state]) for state in RoleState if numbers.get((role, state))])
        for role in Role
    ]
    return [(role, states) for role, states in found if states]


def matrix_of(event: Event) -> Matrix:
    """All bodies, in the order of their codes."""
    related = "local_government", "organization__local_government"
    parts = list(event.participations.select_related(*related).prefetch_related("roles"))
    used = {row.role for part in parts for row in part.roles.all()}
    roles = [role for role in Role if role in used]
    booths, sheets = booths_by_body(placed_booths(event)), sheets_by_body(event)
    missing = set(Participation.objects.not_there(event).values_list("pk", flat=True))
    followers = present_governments(filter(None, (_government(one) for one in parts if one.pk in missing)))
    ends = _planned_ends(event)
    unreachable = set(unreachable_bodies(event).values_list("pk", flat=True))

    def line(part: Participation) -> BodyLine:
        number = getattr(_government(part), "pk", None)
        follower = followers.get(number) if part.pk in missing else None
        facts = {"is_there": part.pk not in missing, "follower": follower.full_name if follower else ""}
        stays = not part.roles.all() or any(row.state not in GONE for row in part.roles.all())
        facts["is_reached"] = part.pk not in unreachable
        facts["ends"] = ends.get(number) if stays else None
        return _line(part, roles, booths.get(part.pk, []), sheets.get(part.pk), **facts)

    return Matrix(roles, [line(part) for part in parts])


def _planned_ends(event: Event) -> dict[int, GovernmentChange]:
    if event.starts_on is None:
        return {}
    rows = Succession.objects.planned_by(event.starts_on).select_related("change__absorbing")
    return {row.predecessor_id: row.change for row in rows}


def _government(part: Participation) -> LocalGovernment | None:
    return part.local_government or (part.organization and part.organization.local_government)


def _line(part: Participation, roles: list[Role], booths: list[str], sheet, **facts) -> BodyLine:
    place, government = part.local_government or part.organization, _government(part)
    found = {row.role: row for row in part.roles.all()}
    return BodyLine(
        part=part,
        code=government.code if government else "",
        prefecture=place.prefecture if place else "",
        reading=place.name_kana if place else "",
        cells=[found.get(role) for role in roles],
        booths="、".join(booths),
        sheet=sheet,
        **facts,
    )
