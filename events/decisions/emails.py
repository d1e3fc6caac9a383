"""The body is told what was decided on its application."""

from common.outbox.mails import Mail
from events.participations.models import Participation, RoleState
from events.participations.queries import addresses_of_bodies


class ApplicationDecided(Mail):
    """The section that applied, and the address that it gave, when its application is decided."""

    about, label = Participation, "出展の決定・空き待ち・見送り"
    related = (
        "event__owner",
        "event__venue",
        "event__exhibitor_call",
        "organization__local_government",
        "local_government",
    )

    def recipients(self):
        return addresses_of_bodies(Participation.objects.filter(pk=self.about.pk))

    def context(self):
        return {
            "roles": list(self._roles()),
            "decision": RoleState(self.facts["state"]).label,
            "call": self.about.event.exhibitor_call,
        }

    def _roles(self):
        named = self.facts["roles"].split(",")
        return self.about.roles.filter(role__in=named, state=self.facts["state"], decided_at=self.facts["at"])

    def still_holds(self, to):
        """It is what was decided then, and nothing else since."""
        return self._roles().count() == len(self.facts["roles"].split(",")) and self.is_recipient(to)
