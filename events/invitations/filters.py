"""The list of those invited, by what became of the invitation."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from events.events.models import Event
from events.participations.models import Participation, ParticipationRole, Role, RoleState

STATES = {
    RoleState.INVITED.value: "未回答",
    RoleState.APPLIED.value: "申込済",
    RoleState.WAITING.value: "空き待ち",
    RoleState.ACCEPTED.value: "決定",
    RoleState.DECLINED.value: "見送り",
    RoleState.WITHDRAWN.value: "辞退",
}


class InvitationFilter:
    """State and role, each empty for all; what is none of them is left out."""

    choices = [("", "すべて"), *STATES.items()]
    roles = [("", "どの区分も"), *Role.choices]

    def __init__(self, query):
        self.state = query.get("state", "") if query.get("state") in STATES else ""
        self.role = query.get("role", "") if query.get("role") in Role.values else ""

    def apply(self, parts: QuerySet[Participation]) -> QuerySet[Participation]:
        if not (self.state or self.role):
            return parts
        roles = ParticipationRole.objects.filter(participation=OuterRef("pk"))
        if self.role:
            roles = roles.filter(role=self.role)
        if self.state:
            roles = roles.filter(state=self.state)
        return parts.filter(Exists(roles))

    def counts(self, event: Event) -> dict[str, int]:
        """How many bodies have a role in each state; one of several roles counts in each of its states."""
        role = Q(roles__role=self.role) if self.role else Q()
        of_state = {
            state: Count("pk", distinct=True, filter=role & Q(roles__state=state)) for state in STATES
        }
        invited = Participation.objects.filter(event=event, came_by=Participation.CameBy.INVITATION)
        counted = invited.order_by().aggregate(every=Count("pk", distinct=True, filter=role), **of_state)
        return {"": counted.pop("every"), **counted}
