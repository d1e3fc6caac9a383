"""Whom an organiser is about to invite: who is clear, who is there already, and who has to be asked about."""

from dataclasses import dataclass, field

from events.events.models import Event
from events.invitations.recognition import Bodies, Body, Row
from events.participations.models import Participation


@dataclass(frozen=True)
class Invitee:
    """A body of the lists, or a bare name with its mail address."""

    name: str
    body: Body | None = None
    mail: str = ""

    @property
    def key(self) -> str:
        return self.body.key if self.body else f"n{self.name}"

    @property
    def is_reached(self) -> bool:
        return bool(self.mail or (self.body and self.body.member))


@dataclass
class Plan:
    """What becomes of prefectures, a region and the lines of a list."""

    invitees: dict[str, Invitee] = field(default_factory=dict)
    there: dict[str, Participation] = field(default_factory=dict)  # invited, applied or recorded: not again
    addressed: dict[str, Invitee] = field(default_factory=dict)  # invited before, at another address or none
    asked: list[Row] = field(default_factory=list)
    repeated: int = 0  # lines that name a body a second time

    @property
    def unreached(self) -> list[Invitee]:
        """To whom no mail can be sent."""
        return [one for one in self.invitees.values() if not one.is_reached]


def can_be_told_elsewhere(part: Participation, mail: str) -> bool:
    """A body that is no member and has not answered, at an address other than the one it has."""
    is_silent = part.came_by == Participation.CameBy.INVITATION and part.answered_at is None
    return is_silent and part.organization_id is None and part.contact_email != mail


def key_of(part: Participation) -> str:
    """As `Invitee.key` of the same body."""
    government = part.local_government_id
    if government is None and part.organization_id:
        government = part.organization.local_government_id
    if government:
        return f"g{government}"
    return f"o{part.organization_id}" if part.organization_id else f"n{part.name}"


class Planner:
    """Sorts what was typed for one event."""

    def __init__(self, event: Event):
        self.bodies = Bodies(event)
        parts = event.participations.select_related("local_government", "organization__local_government")
        self._there = {key_of(part): part for part in parts.prefetch_related("roles")}

    def plan(self, prefectures: list[str], region: str, lines: list[str]) -> Plan:
        plan = Plan()
        whole = [body for name in prefectures for body in self.bodies.of_prefecture(name)]
        whole += self.bodies.of_region(region) if region else []
        for body in whole:
            self._add(plan, Invitee(body.name, body))
        for row in self.bodies.read(lines):
            if not row.is_clear:
                plan.asked.append(row)
            elif not self._add(plan, Invitee(row.bodies[0].name, row.bodies[0], row.mail)):
                plan.repeated += 1
        return plan

    def add_chosen(self, plan: Plan, chosen: list[Invitee]) -> None:
        """What was answered row by row."""
        for one in chosen:
            self._add(plan, one)

    def _add(self, plan: Plan, one: Invitee) -> bool:
        """False where it stands in the plan already; an address that is typed a second time counts."""
        if part := self._there.get(one.key):
            if one.mail and can_be_told_elsewhere(part, one.mail):
                plan.addressed[one.key] = one
            elif one.key not in plan.addressed:
                plan.there[one.key] = part
            return True
        known = plan.invitees.get(one.key)
        if known is None or (one.mail and not known.mail):
            plan.invitees[one.key] = one
        return known is None
