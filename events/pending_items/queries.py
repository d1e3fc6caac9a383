"""What of the events waits for a person, as a body that exhibits and as the organiser; what is running."""

from django.db.models import Count, F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat

from common.publication.models import PublicationState
from common.work_items import PendingKind, RunningKind, pending_rows, running_rows
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.invitations.queries import waiting_invitations
from events.participations.models import APPLYING, ParticipationRole, Role, RoleState
from events.participations.queries import roles_to_decide
from events.sheets.models import ExhibitorSheet, SheetState
from members.organizations.queries import full_name_of

MAX_RUNNING = 5
SHEET_PAGE, SHEETS = "events:sheet-edit", "events:sheet-list"
SECRETARIAT = Value("事務局")
KINDS = (
    PendingKind(
        "events.invitation",
        "回答を待つ出展の招待",
        "回答する",
        "events:call-apply",
        "events:call-list",
        what="への出展の招待",
        ends_with_due=True,
    ),
    PendingKind(
        "events.sheet",
        "提出を待つ紹介シート",
        "書いて提出する",
        SHEET_PAGE,
        SHEETS,
        what="の紹介シート",
        ends_with_due=True,
    ),
    PendingKind(
        "events.returned_sheet",
        "差し戻された紹介シート",
        "直して提出する",
        SHEET_PAGE,
        SHEETS,
        what="の紹介シート",
        state="差戻し",
        tone="warning",
        ends_with_due=True,
    ),
    PendingKind(
        "events.application",
        "決定を待つ出展の申込",
        "決定する",
        "events:application-list",
        "events:call-list",
        more="?state=applied",
        what="の出展の申込",
        counted="{count}件の申込",
        from_what="受付",
    ),
    PendingKind(
        "events.submitted_sheet",
        "確認を待つ紹介シート",
        "確認する",
        "events:sheet-detail",
        SHEETS,
        takes=("key", "part"),
        what="の紹介シートの確認",
        counted="{count}件の紹介シート",
        from_what="提出",
    ),
    PendingKind(
        "events.returned_event",
        "差し戻されたイベント",
        "直して提出する",
        "events:event-desk",
        "events:event-own-list",
        state="差戻し",
        tone="warning",
    ),
)
STATES = {f"{role}:{state}": f"{role.label} {state.label}" for role in Role for state in RoleState} | {
    PublicationState.DRAFT: "準備中",
    PublicationState.PUBLISHED: "公開中",
}
RUNNING = (
    RunningKind("events.exhibit", "出展", "events:call-detail", "{state}", STATES),
    RunningKind("events.own", "イベント", "events:event-desk", "{state}、出展の申込{number}件", STATES),
)
CALL_UNTIL = "event__exhibitor_call__apply_until"
EVENT, TITLE = "participation__event", "participation__event__title"


def pending(user) -> list[QuerySet]:
    """Of their own body; and of the events of their organisation, one row for each event."""
    own = user.section.organization_id
    sheets = ExhibitorSheet.objects.owed_by(own)
    asked = {
        "key": EVENT,
        "title": TITLE,
        "who": _organiser(f"{EVENT}__"),
        "due": "deadline_day",
    }
    found = [
        pending_rows(
            waiting_invitations(user),
            "events.invitation",
            key="event",
            title="event__title",
            who=_organiser("event__"),
            due=CALL_UNTIL,
        ),
        pending_rows(sheets.filter(state=SheetState.DRAFT), "events.sheet", **asked),
        pending_rows(sheets.filter(state=SheetState.RETURNED), "events.returned_sheet", **asked),
    ]
    if user.is_secretariat:  # whose desk has those of its own events
        return found
    own_events = Event.objects.filter(owner=own).order_by()
    applied = roles_to_decide(own_events).order_by().values(EVENT, TITLE)
    applied = applied.annotate(number=Count("pk"), since=Min("participation__answered_at"))
    submitted = ExhibitorSheet.objects.submitted_to(own_events).order_by().values(EVENT, TITLE)
    submitted = submitted.annotate(number=Count("pk"), since=Min("submitted_at"), first=Min("participation"))
    drafts = own_events.filter(state=PublicationState.DRAFT, submitted_at__isnull=True)
    returned = drafts.exclude(returned_note="")
    several = {"key": EVENT, "title": TITLE, "since": "since", "count": F("number")}
    return [
        *found,
        pending_rows(applied, "events.application", **several),
        pending_rows(submitted, "events.submitted_sheet", part="first", **several),
        pending_rows(returned, "events.returned_event", title="title", who=SECRETARIAT),
    ]


def _organiser(to: str) -> Coalesce:
    return Coalesce(full_name_of(f"{to}owner__"), SECRETARIAT)


def running(user, *, today) -> list[QuerySet]:
    """In what their body takes part, and what their organisation runs, until the event is over."""
    to_come = Q(participation__event__last_day__isnull=True) | Q(participation__event__last_day__gte=today)
    roles = ParticipationRole.objects.filter(
        to_come,
        state__in=APPLYING,
        participation__organization=user.section.organization_id,
        participation__event__exhibitor_call__in=ExhibitorCall.objects.announced(),
    )
    roles = roles.order_by("participation__event__starts_on", "pk")
    state = Concat("role", Value(":"), "state")
    exhibits = running_rows(roles, "events.exhibit", key=EVENT, title=TITLE, state=state)
    if not user.acts_for_section:
        return [exhibits[:MAX_RUNNING]]
    of_today = Q(last_day__isnull=True, state=PublicationState.DRAFT) | Q(last_day__gte=today)
    applying = Count("participations__roles", filter=Q(participations__roles__state__in=APPLYING))
    own = Event.objects.run_by(user).filter(of_today).annotate(number=applying).order_by("starts_on", "pk")
    own = running_rows(own, "events.own", title="title", state="state", number="number")
    return [exhibits[:MAX_RUNNING], own[:MAX_RUNNING]]
