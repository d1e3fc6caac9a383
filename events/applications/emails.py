"""The body is told at once when it applies or steps back, those who run the event once a day."""

from common.outbox.mails import Mail
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.participations.models import GONE, Participation, RoleState
from events.participations.queries import addresses_of_bodies, addresses_of_organiser, roles_to_decide

NAMED = 200  # bodies of one mail; all of them stand on the page


class _ToBody(Mail, abstract=True):
    about = Participation
    related = ("event__owner", "organization__local_government", "local_government")

    def recipients(self):
        return addresses_of_bodies(Participation.objects.filter(pk=self.about.pk))


class ApplicationReceived(_ToBody):
    """The body that applied (控え); also when it changed what it applied for."""

    label = "出展の申込の受付"

    def context(self):
        return {"roles": [role for role in self.about.roles.all() if role.state not in GONE]}

    def still_holds(self, to):
        """Nobody changed it since, and it was not given up."""
        part = self.about
        applies = part.roles.exclude(state__in=GONE).exists()
        return applies and part.edition == self.facts["edition"] and self.is_recipient(to)


class ApplicationWithdrawn(_ToBody):
    """The body, when it steps back (控え)."""

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


class AnswersReported(Mail):
    """Those who run the event, of all bodies that applied, changed or stepped back since the last one."""

    about, label = ExhibitorCall, "出展の申込・辞退のまとめ"
    related = ("event__owner",)

    def recipients(self):
        return addresses_of_organiser(self.about.event)

    def _bodies(self):
        rows = Participation.objects.filter(event=self.about.event_id, reported_at=self.facts["at"])
        rows = rows.select_related("local_government", "organization__local_government")
        return rows.prefetch_related("roles").order_by("local_government__code", "name", "pk")

    def context(self):
        bodies = list(self._bodies())
        gone = [body for body in bodies if all(role.state in GONE for role in body.roles.all())]
        groups = [("申込・変更", [body for body in bodies if body not in gone]), ("辞退・見送り", gone)]
        return {
            "number": len(bodies),
            "groups": [(words, rows[:NAMED], len(rows)) for words, rows in groups if rows],
            "undecided": roles_to_decide(Event.objects.filter(pk=self.about.event_id)).count(),
        }

    def still_holds(self, to):
        """The event takes place, and one of these bodies has not answered otherwise since."""
        return not self.about.event.is_called_off and self._bodies().exists() and self.is_recipient(to)
