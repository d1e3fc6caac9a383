"""Which events, and for whom: where every list of events begins."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, Prefetch, Q

from common.japanese_calendar import today
from common.publication.models import DatePrecision, PublicationQuerySet, PublicationState
from events.hosts.models import EventHost

IN_A_ROW = (
    *("title", "kind", "state", "holding", "starts_on", "ends_on", "date_precision", "fiscal_year"),
    *("attendance_mode", "room", "venue__name"),
)
# each event has its own, so that none is sorted by its event
_HOSTS = Prefetch("hosts", EventHost.objects.order_by("position", "pk"))


class EventQuerySet(PublicationQuerySet):
    def visible_to(self, user):
        """Everybody sees what is published; the secretariat, and whoever owns it, also see drafts."""
        if not user.is_authenticated:
            return self.published()
        if user.is_secretariat:
            return self
        if user.section_id is None:
            return self.published()
        own = Q(owner=user.section.organization_id)
        return self.filter(Q(state=PublicationState.PUBLISHED) | own)

    def run_by(self, user):
        """Those of their own organisation; of the secretariat those without another."""
        return self.filter(owner=None if user.is_secretariat else user.section.organization_id)

    def waiting_for_approval(self):
        """Handed in by an organisation, not decided yet; the longest wait first."""
        return self.filter(submitted_at__isnull=False, state=PublicationState.DRAFT).order_by("submitted_at")

    def publication_due(self, now):
        """Drafts whose time of publication has come."""
        return self.filter(publish_at__lte=now, state=PublicationState.DRAFT)

    def upcoming(self, day=None):
        """What is on that day (today) or later, soonest first."""
        return self.filter(last_day__gte=today() if day is None else day).order_by("starts_on", "pk")

    def past(self, day=None):
        """What was over before that day (today), newest first; undated ones come last."""
        day = today() if day is None else day
        return self.filter(Q(last_day__lt=day) | Q(last_day__isnull=True)).newest_first()

    def newest_first(self):
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")

    def with_hosts(self):
        """With place and hosts, for pages and files that name them."""
        return self.select_related("venue").prefetch_related(_HOSTS)

    def for_agenda(self):
        """With what a row of a list shows (events/templatetags/events.py), no more."""
        return self.select_related("venue").only(*IN_A_ROW).annotate(held_by=_held_by())

    def on_known_days(self):
        """Those a calendar can hold: the day itself is known."""
        return self.filter(date_precision=DatePrecision.DAY)


def _held_by():
    """As `Event.host`, in the statement of the events."""
    hosts = EventHost.objects.filter(event=OuterRef("pk"), role=EventHost.Role.HOST).order_by()
    return hosts.values("event").values(names=StringAgg("name", "・", order_by=["position", "pk"]))
