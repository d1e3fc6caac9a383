"""The page of one event."""

from django.shortcuts import get_object_or_404, render

from common.attachments.queries import files_of
from common.page_cache import cached_for_visitors
from common.text import render_body
from events.cards.models import EventCard
from events.cards.panels import sharing_of
from events.event_page import panels
from events.events.models import Event, EventHost, Headcount
from events.opening_hours.models import OpeningRule, SpecialDay
from events.participations.models import Participation
from events.venues.models import Venue
from members.government_changes.models import GovernmentChange, Succession
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

detail_page = cached_for_visitors(
    Event,
    EventHost,
    Venue,
    Headcount,
    Participation,
    LocalGovernment,
    Organization,
    GovernmentChange,
    Succession,
    EventCard,
    OpeningRule,
    SpecialDay,
)


@detail_page
def event_detail(request, pk):
    event = get_object_or_404(
        Event.objects.visible_to(request.user)
        .with_hosts()
        .select_related("card")
        .prefetch_related("headcounts"),
        pk=pk,
    )
    files = files_of(event)
    context = {
        "event": event,
        "sharing": sharing_of(event),
        "summary": render_body(event.summary),
        "rows": panels.rows_of(event),
        "governments": panels.governments_of(event),
        "pictures": [file for file in files if file.kind.startswith("image/")],
        "documents": [file for file in files if not file.kind.startswith("image/")],
    }
    return render(request, "events/event_page/event_detail.html", context)
