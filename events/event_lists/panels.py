"""Events of a body on its own page: where it took part, or stood behind."""

from django.db.models import Q
from django.template.loader import render_to_string

from common.compiled_queries.compiled import compiled
from events.events.models import Event
from events.hosts.models import EventHost
from events.participations.models import Participation, ParticipationRole
from members.access.viewers import viewer_of
from members.government_changes.models import GovernmentChange, Succession
from members.government_changes.queries import predecessors_of
from members.organizations.body_panels import BodyPanel, register_body_panel

SHOWN = 10


def events_of_body(government, organization, user) -> str:
    """The newest of them, also of those bodies that it came of; the list has the others."""
    bodies = predecessors_of(government) if government else [0]
    events = _events_of(viewer_of(user), bodies=bodies, host=organization.pk if organization else 0)
    if not events:
        return ""
    context = {"events": events[:SHOWN], "has_more": len(events) > SHOWN, "body": organization or government}
    return render_to_string("events/event_lists/_events_of_body.html", context)


@compiled
def _events_of(viewer, *, bodies, host):
    its_own = Q(local_government__pk__any=bodies) | Q(organization_id=host)
    took_part = Participation.objects.shown().filter(its_own).order_by()
    stood_behind = EventHost.objects.filter(organization_id=host).order_by()
    own = Q(pk__in=took_part.values("event")) | Q(pk__in=stood_behind.values("event"))
    return Event.objects.visible_to(viewer).filter(own).newest_first()[: SHOWN + 1]


MODELS = (Event, EventHost, Participation, ParticipationRole, Succession, GovernmentChange)
register_body_panel(BodyPanel(events_of_body, MODELS))
