"""Who is told when a body applies or steps back: the body and those who run the event."""

from common.outbox.mails import Mail
from events.participations.models import GONE, Participation, RoleState
from events.participations.queries import addresses_of_bodies, addresses_of_organiser


class _ToBothSides(Mail, abstract=True):
    about = Participation
    related = ("event__owner", "organization__local_government", "local_government")

    def recipients(self):
        body = addresses_of_bodies(Participation.objects.filter(pk=self.about.pk))
        return body | addresses_of_organiser(self.about.event)


class ApplicationReceived(_ToBothSides):
    """The body that applied (控え), and those who run the event; also when it changed what it applied for."""

    label = "出展の申込の受付"

    def context(self):
        return {"roles": [role for role in self.about.roles.all() if role.state not in GONE]}

    def still_holds(self, to):
        """Nobody changed it since, and it was not given up."""
        part = self.about
        applies = part.roles.exclude(state__in=GONE).exists()
        return applies and part.edition == self.facts["edition"] and self.is_recipient(to)


class ApplicationWithdrawn(_ToBothSides):
    """Both sides, when a body steps back."""

    label = "出展の辞退"

    def context(self):
        roles = list(self._roles())
        return {"roles": roles, "reason": roles[0].reason if roles else ""}

    def _roles(self):
        named = self.facts["roles"].split(",")
        return self.about.roles.filter(role__in=named, state=RoleState.WITHDRAWN)

    def still_holds(self, to):
        """It still does without these roles."""
        return self._roles().count() == len(self.facts["roles"].split(",")) and self.is_recipient(to)
