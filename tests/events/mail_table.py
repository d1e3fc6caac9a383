"""The mails of this room: how each comes about, and what makes it untrue."""

import datetime

from common.japanese_calendar import today
from common.spreadsheets.reading import Row, Table
from events.applications.actions import report_answers, withdraw_roles
from events.applications.emails import AnswersReported, ApplicationReceived, ApplicationWithdrawn
from events.calls.actions import save_call_questions
from events.calls.emails import CallOpened, CallQuestionsChanged
from events.decisions.actions import decide_roles
from events.decisions.emails import ApplicationDecided
from events.events.models import Event
from events.holding.actions import change_holding
from events.invitations.actions import invite_bodies
from events.invitations.emails import ExhibitorInvited, InvitationReminded
from events.invitations.plan import Planner
from events.open_data.emails import EventImportEnded, EventsImported
from events.open_data.models import EventImport
from events.participations.emails import EventCalledOff, EventMoved, said_of
from events.publication import actions
from events.publication.emails import EventPublished, EventReturned, EventSubmitted
from events.sheets.actions import (
    ask_for_sheet,
    confirm_sheet,
    move_sheet_deadline,
    return_sheet,
    save_sheet,
)
from events.sheets.emails import SheetAsked, SheetConfirmed, SheetDeadlineMoved, SheetReminded, SheetReturned
from events.sheets.models import ExhibitorSheet
from members.import_export.actions import commit_sheet, compare_sheet
from tests.import_mails import ended_import
from tests.mails import MailLine


def _draft(request) -> Event:
    officer = request.getfixturevalue("officer")
    facts = {"title": "堺の催し", "kind": "exhibition", "starts_on": datetime.date(2026, 1, 9)}
    return Event.objects.create(owner=officer.organization, **facts)


def _submitted(request) -> Event:
    return actions.submit_event(event=_draft(request), by=request.getfixturevalue("officer"))


def _returned(request, mail=None) -> Event:
    event = Event.objects.filter(submitted_at__isnull=False).first() or _submitted(request)
    by = request.getfixturevalue("secretariat")
    return actions.return_event(event=event, by=by, note="会場を入力してください。")


def _published(request) -> Event:
    by = request.getfixturevalue("secretariat")
    return actions.publish_event(event=_submitted(request), by=by)


def _handed_in_again(request, mail):
    actions.submit_event(event=mail.about, by=request.getfixturevalue("officer"))


def _withdrawn(request, mail):
    actions.withdraw_event(event=mail.about, by=request.getfixturevalue("secretariat"))


def _told_submitted(request) -> EventSubmitted:
    event = _submitted(request)
    return EventSubmitted(event, at=event.submitted_at.isoformat())


def _told_returned(request) -> EventReturned:
    event = _returned(request)
    return EventReturned(event, edition=event.edition)


def _call(request):
    make_event, make_call = map(request.getfixturevalue, ("make_event", "make_call"))
    officer = request.getfixturevalue("officer")
    before = make_event("昨年の展示", starts_on=datetime.date(2025, 1, 9))
    before.participations.create(organization=officer.organization)
    return make_call()


def _applied(request):
    apply, officer = request.getfixturevalue("apply"), request.getfixturevalue("officer")
    return apply(_call(request), officer, "booth")


def _told_applied(request) -> ApplicationReceived:
    part = _applied(request)
    return ApplicationReceived(part, edition=part.edition, changed=False)


def _told_withdrawn(request) -> ApplicationWithdrawn:
    part = _applied(request)
    _given_up(request, part)
    return ApplicationWithdrawn(part, edition=2, roles="booth")


def _told_answers(request) -> AnswersReported:
    call = _applied(request).event.exhibitor_call
    report_answers(call=call)
    return AnswersReported(call, at=call.event.participations.get(edition=1).reported_at.isoformat())


def _given_up(request, part):
    by = request.getfixturevalue("officer")
    withdraw_roles(participation=part, roles=["booth"], reason="職員が足りないため", by=by)


def _applied_again(request, mail):
    call = mail.about.event.exhibitor_call
    request.getfixturevalue("apply")(call, request.getfixturevalue("officer"), "booth")


def _decide(request, part, state):
    call, by = part.event.exhibitor_call, request.getfixturevalue("secretariat")
    return decide_roles(call=call, by=by, roles=[part.roles.get().pk], state=state)


def _told_decided(request) -> ApplicationDecided:
    part = _applied(request)
    _decide(request, part, "accepted")
    at = part.roles.get().decided_at.isoformat()
    return ApplicationDecided(part, state="accepted", roles="booth", at=at)


def _told_questions(request) -> CallQuestionsChanged:
    call = _applied(request).event.exhibitor_call
    rows = list(call.questions.current().values())
    rows[0]["label"] = "電源を使う予定はありますか。"
    by = request.getfixturevalue("secretariat")
    save_call_questions(call=call, by=by, version=call.version, questions=rows)
    call.refresh_from_db()
    return CallQuestionsChanged(call, questions_version=call.questions_version, note="")


def _cancelled(request, mail):
    by = request.getfixturevalue("secretariat")
    change_holding(event=mail.about.event, by=by, holding="cancelled")


def _changed(request, part, **holding):
    """What the worker is given after the organiser changed how it is held."""
    was = said_of(part.event)
    event = change_holding(event=part.event, by=request.getfixturevalue("secretariat"), **holding)
    return event, said_of(event) | {f"was_{name}": said for name, said in was.items()} | {"at": "1"}


def _told_called_off(request) -> EventCalledOff:
    event, facts = _changed(request, _applied(request), holding="cancelled", note="荒天のため")
    return EventCalledOff(event, **facts)


def _told_moved(request) -> EventMoved:
    day = today() + datetime.timedelta(days=90)
    event, facts = _changed(request, _applied(request), holding="rescheduled", starts_on=day)
    return EventMoved(event, **facts)


def _on_again(request, mail):
    change_holding(event=mail.about, by=request.getfixturevalue("secretariat"), holding="planned")


def _told_imported(request) -> EventsImported:
    officer = request.getfixturevalue("officer")
    cells = {"ID": "1", "イベント名": "堺の催し", "開始日": "2026-01-09"}
    table = Table(list(cells), [Row(2, list(cells.values()))])
    row = EventImport(by=officer, organization=officer.organization)
    found = compare_sheet(sheet_import=row, table=table, file_name="event.csv")
    commit_sheet(sheet_import=found, seen=found.fingerprint, by=officer)
    return EventsImported(EventImport.objects.get())


def _all_decided(request, mail):
    for event in mail.about.waiting_events():
        actions.publish_event(event=event, by=request.getfixturevalue("secretariat"))


def _sheet(request):
    """Of a body that takes part, not handed in yet."""
    part = _applied(request)
    call = part.event.exhibitor_call
    call.sheet_due_on = today() + datetime.timedelta(days=20)
    call.save()
    _decide(request, part, "accepted")
    ask_for_sheet(participation=part)
    return ExhibitorSheet.objects.get()


def _hand_in(request, sheet):
    typed = {
        "values": {"headline": "港", "body": "紹介", "needs": ""},
        "picture": None,
        "alt": "",
        "rights": "",
    }
    by = request.getfixturevalue("officer")
    return save_sheet(participation=sheet.participation, by=by, submits=True, **typed)


def _told_sheet_returned(request) -> SheetReturned:
    facts = {"by": request.getfixturevalue("secretariat"), "note": "短くしてください。"}
    sheet = return_sheet(participation=_hand_in(request, _sheet(request)).participation, **facts)
    return SheetReturned(sheet, at=sheet.returned_at.isoformat())


def _told_sheet_confirmed(request) -> SheetConfirmed:
    sheet, by = _hand_in(request, _sheet(request)), request.getfixturevalue("secretariat")
    sheet = confirm_sheet(participation=sheet.participation, by=by, edition=sheet.edition)
    return SheetConfirmed(sheet, at=sheet.confirmed_at.isoformat())


def _taken_back(request, mail):
    by = request.getfixturevalue("secretariat")
    return_sheet(participation=mail.about.participation, by=by, note="写真を替えてください。")


def _told_sheet_deadline(request) -> SheetDeadlineMoved:
    day, by = today() + datetime.timedelta(days=30), request.getfixturevalue("secretariat")
    sheet = move_sheet_deadline(participation=_sheet(request).participation, by=by, due_on=day)
    return SheetDeadlineMoved(sheet, due=day.isoformat())


def _told_sheet_reminded(request) -> SheetReminded:
    sheet = _sheet(request)
    return SheetReminded(sheet, due=sheet.deadline.isoformat(), days=5)


def _invited(request):
    """堺市, at its section and its officer."""
    request.getfixturevalue("officer")
    call, by = request.getfixturevalue("make_call")(), request.getfixturevalue("secretariat")
    plan = Planner(call.event).plan([], "", ["大阪府堺市"])
    (part,) = invite_bodies(call=call, by=by, roles=["panel"], invitees=plan.invitees.values())
    return part


def _told_invited(request) -> ExhibitorInvited:
    part = _invited(request)
    return ExhibitorInvited(part, told=part.invitation.told_at.isoformat())


def _told_reminded(request) -> InvitationReminded:
    part = _invited(request)
    return InvitationReminded(part, told=part.invitation.told_at.isoformat())


def _accepted_invitation(request, mail):
    call = mail.about.event.exhibitor_call
    request.getfixturevalue("apply")(call, request.getfixturevalue("officer"), "panel")


MAILS = {
    "events.sheet_asked": MailLine(
        lambda request: SheetAsked(_sheet(request)), lambda request, mail: _hand_in(request, mail.about)
    ),
    "events.sheet_reminded": MailLine(
        _told_sheet_reminded, lambda request, mail: _hand_in(request, mail.about)
    ),
    "events.sheet_returned": MailLine(
        _told_sheet_returned, lambda request, mail: _hand_in(request, mail.about)
    ),
    "events.sheet_deadline_moved": MailLine(
        _told_sheet_deadline, lambda request, mail: _hand_in(request, mail.about)
    ),
    "events.sheet_confirmed": MailLine(_told_sheet_confirmed, _taken_back),
    "events.exhibitor_invited": MailLine(_told_invited, _cancelled),
    "events.invitation_reminded": MailLine(_told_reminded, _accepted_invitation),
    "events.call_opened": MailLine(lambda request: CallOpened(_call(request)), _cancelled),
    "events.call_questions_changed": MailLine(_told_questions, _cancelled),
    "events.event_called_off": MailLine(_told_called_off, _on_again),
    "events.event_moved": MailLine(
        _told_moved, lambda request, mail: _given_up(request, mail.about.participations.get())
    ),
    "events.answers_reported": MailLine(
        _told_answers,
        lambda request, mail: _given_up(request, mail.about.event.participations.get(edition=1)),
    ),
    "events.application_received": MailLine(
        _told_applied, lambda request, mail: _given_up(request, mail.about)
    ),
    "events.application_withdrawn": MailLine(_told_withdrawn, _applied_again),
    "events.application_decided": MailLine(
        _told_decided, lambda request, mail: _decide(request, mail.about, "waiting")
    ),
    "events.event_import_ended": ended_import(EventImportEnded),
    "events.events_imported": MailLine(_told_imported, _all_decided),
    "events.event_submitted": MailLine(_told_submitted, _returned),
    "events.event_returned": MailLine(_told_returned, _handed_in_again),
    "events.event_published": MailLine(lambda request: EventPublished(_published(request)), _withdrawn),
}
