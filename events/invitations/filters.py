"""The list of those invited, by what became of the invitation."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from events.invitations.models import Invitation
from events.participations.models import ParticipationRole, Role, RoleState

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

    def apply(self, invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
        if not (self.state or self.role):
            return invitations
        roles = ParticipationRole.objects.filter(participation=OuterRef("participation"))
        if self.role:
            roles = roles.filter(role=self.role)
        if self.state:
            roles = roles.filter(state=self.state)
        return invitations.filter(Exists(roles))

    def counts(self, invitations: QuerySet[Invitation]) -> dict[str, int]:
        """How many bodies have a role in each state; one of several roles counts in each of its states."""
        role = Q(participation__roles__role=self.role) if self.role else Q()
        of_state = {
            str(state): Count("pk", distinct=True, filter=role & Q(participation__roles__state=state))
            for state in STATES
        }
        every = Count("pk", distinct=True, filter=role)
        counted = invitations.order_by().aggregate(every=every, **of_state)
        return {"": counted.pop("every"), **counted}
