"""The page of those who run an event (イベントの管理): how it stands, what is missing, what to do."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.audit_log.queries import entries_of
from common.publication.forms import ScheduleForm
from events.booths.panels import desk_panel as booths
from events.decisions.panels import desk_panel as applications
from events.event_desk.panels import check_lines, standing_of
from events.event_desk.queries import changes_after_publication, own_events, recently_changed_events
from events.events.models import Event
from events.events.rules import can_create_event, can_publish_event, can_submit_event
from events.events.views import event_to_edit
from events.invitations.panels import desk_panel as invitations
from events.opening_hours.status import OVER, phase_of
from events.participation_lists.panels import desk_panel as participations
from events.participations.queries import count_roles
from events.publication.forms import ReturnForm
from events.reports.panels import desk_panel as reports
from events.sheets.panels import desk_panel as sheets
from members.access.decorators import members_only

PANELS = (applications, invitations, participations, sheets, booths, reports)  # in the order of the page
AFTERWARDS = (reports, participations, booths)  # of what is over and never had a call


@require_safe
def event_desk(request, pk):
    return desk_page(request, event_to_edit(request, pk, "venue", "exhibitor_call", "report"))


def desk_page(request, event: Event, **returned):
    """With the forms that came back with an error."""
    checks, counts = check_lines(event), count_roles(event)
    panels = [panel(event, counts) for panel in _panels(event)]
    context = {
        "event": event,
        "standing": standing_of(event, checks, panels, request.user),
        "checks": checks,
        "is_complete": all(check.is_done for check, _ in checks if check.is_required),
        "may_publish": can_publish_event(request.user, event),
        "may_submit": can_submit_event(request.user, event),
        "has_pictures": any(check.field == "files" for check, _ in checks),
        "panels": panels,
        "waiting": [line for panel in panels for line in panel.waiting],
        "entries": entries_of(event)[:20],
        "later_changes": changes_after_publication(event) if request.user.is_secretariat else [],
        "schedule_form": ScheduleForm(),
        "return_form": ReturnForm(),
    }
    status = 400 if returned else 200
    return render(request, "events/event_desk/event_desk.html", context | returned, status=status)


def _panels(event: Event) -> tuple:
    has_call = getattr(event, "exhibitor_call", None) is not None
    return PANELS if has_call or phase_of(event, timezone.now()) != OVER else AFTERWARDS


@require_safe
@members_only
def event_own_list(request):
    """Events that the user may work on: their organisation's, or what waits for the secretariat."""
    context = {"rows": own_events(request.user), "may_create": can_create_event(request.user)}
    context["changed"] = recently_changed_events() if request.user.is_secretariat else []
    return render(request, "events/event_desk/event_own_list.html", context)
