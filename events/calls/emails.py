"""Who is told when a call for exhibitors is opened, and when its questions change."""

from django.db.models import Q

from common.outbox.mails import Mail
from events.calls.models import ExhibitorCall
from events.calls.rules import why_closed
from events.events.models import Event
from events.participations.models import Participation
from events.participations.queries import addresses_of_bodies
from members.organizations.models import Organization
from members.sections.models import Section


class CallOpened(Mail):
    """The sections of members that took part before: in the event's series, else in one of its kind."""

    about, label = ExhibitorCall, "出展募集の開始"
    related = ("event__owner", "event__venue")

    def recipients(self):
        event = self.about.event
        alike = Q(series=event.series_id) if event.series_id else Q(kind=event.kind)
        before = Participation.objects.shown().filter(event__in=Event.objects.published().filter(alike))
        took_part = Q(pk__in=before.filter(organization__isnull=False).values("organization"))
        took_part |= Q(local_government__in=before.values("local_government"))
        bodies = Organization.objects.members().filter(took_part).exclude(pk=event.owner_id)
        return Section.objects.open().filter(organization__in=bodies).values_list("mailbox", flat=True)

    def still_holds(self, to):
        """Applications are taken, or will be, and they are told of it."""
        call, event = self.about, self.about.event
        takes = call.opened_at is not None and event.is_published and not event.is_called_off
        return takes and not call.is_over and self.is_recipient(to)


class CallQuestionsChanged(Mail):
    """Bodies that had answered, when the questions of the call change: they look at them once more."""

    about, label = ExhibitorCall, "出展募集の質問の変更"
    related = ("event",)

    def recipients(self):
        parts = Participation.objects.applying().filter(event=self.about.event_id)
        return addresses_of_bodies(parts.filter(questions_version__lt=self.about.questions_version))

    def still_holds(self, to):
        """Answers are taken, the questions did not change again, and they have not answered the new ones."""
        same = self.about.questions_version == self.facts["questions_version"]
        return same and not why_closed(self.about) and self.is_recipient(to)
