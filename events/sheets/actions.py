"""A body writes its sheet and hands it in; the organiser confirms it or sends it back."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.attachments.actions import replace_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.versions import refuse_stale
from correspondence.reminders.models import DAYS
from correspondence.reminders.queries import reminder_due
from events.events.rules import can_edit_event
from events.participations.models import Participation
from events.sheets.emails import SheetAsked, SheetConfirmed, SheetDeadlineMoved, SheetReminded, SheetReturned
from events.sheets.models import ExhibitorSheet, SheetReminder, SheetState
from events.sheets.queries import sheet_of
from events.sheets.rules import NOT_SHOWN, speaks_for_participant, why_not_write
from members.organizations.models import Organization

COLUMNS = ("headline", "body", "needs")
BARE = "画像の説明と権利の表示がないため、確認済にできません。差し戻してください。"
CHANGED = "この紹介シートは、表示した後に変わりました。内容を確かめて、もう一度押してください。"
NOT_SUBMITTED = "この紹介シートは、提出されていません。"
IS_MEMBER = "会員の連絡先は、会員の担当部署が登録しています。"
NEEDS_DAY = "提出期限が過ぎています。新しい提出期限を入力してください。"
PAST = "提出期限は、今日以後の日を入力してください。"


@transaction.atomic
def save_sheet(
    *,
    participation: Participation,
    values: Mapping,
    picture: StoredFile | None,
    alt: str,
    rights: str,
    submits: bool,
    version: str = "",
    by=None,
    name: str = "",
) -> ExhibitorSheet:
    """Keep the text and this picture; `submits`: hand it in.

    Either `by`, an officer of the body; or the `name` that was typed by who has the code of its mail, which
    the caller has checked. Raises StaleVersion, and ActionRefused after the deadline.
    """
    part = _locked(participation)
    if by is not None and not speaks_for_participant(by, part):
        raise PermissionDenied
    sheet = sheet_of(part)
    if sentence := why_not_write(sheet):
        raise ActionRefused(sentence)
    refuse_stale(sheet, values, version)
    before = _told(sheet)
    for column, value in values.items():
        setattr(sheet, column, value)
    if submits and sheet.state != SheetState.SUBMITTED:
        sheet.state = SheetState.SUBMITTED
        sheet.returned_at, sheet.returned_by, sheet.returned_note = None, None, ""
        _mark_submitted(sheet, by, name)
    sheet.save()
    for file in replace_files([picture] if picture else [], to=sheet):
        StoredFile.objects.filter(pk=file.pk).update(alt=alt, rights=rights)
    if _told(sheet) != before:
        _changed(sheet, by, name)
    return sheet


def _changed(sheet: ExhibitorSheet, by, name: str) -> None:
    sheet.edition += 1
    is_submitted = sheet.state == SheetState.SUBMITTED
    if is_submitted:
        _mark_submitted(sheet, by, name)
    sheet.save()
    verb = "events.sheet_submitted" if is_submitted else "events.sheet_saved"
    record(by=by, verb=verb, obj=sheet, **({} if by else {"name": name}))


def _mark_submitted(sheet: ExhibitorSheet, by, name: str) -> None:
    sheet.submitted_at, sheet.submitted_by = timezone.now(), by
    sheet.submitted_by_name = by.name if by else name


def _told(sheet: ExhibitorSheet) -> list:
    files = [(file.pk, file.alt, file.rights) for file in files_of(sheet)] if sheet.pk else []
    return [sheet.pk, sheet.state, *(getattr(sheet, column) for column in COLUMNS), files]


def _locked(participation: Participation) -> Participation:
    rows = Participation.objects.select_for_update(of=("self",))
    return rows.select_related(
        "event__owner", "event__exhibitor_call", "local_government", "organization"
    ).get(pk=participation.pk)


def _to_decide(participation: Participation, by) -> ExhibitorSheet:
    part = _locked(participation)
    if not can_edit_event(by, part.event):
        raise PermissionDenied
    return sheet_of(part)


@transaction.atomic
def confirm_sheet(*, participation: Participation, by, edition: int) -> ExhibitorSheet:
    """Show it to the public; the second press changes nothing. `edition` is what the organiser has read."""
    sheet = _to_decide(participation, by)
    if sheet.state == SheetState.CONFIRMED:
        return sheet
    if sheet.state != SheetState.SUBMITTED:
        raise ActionRefused(NOT_SUBMITTED)
    if sheet.edition != edition:
        raise ActionRefused(CHANGED)
    if not all(file.alt and file.rights for file in files_of(sheet)):
        raise ActionRefused(BARE)
    sheet.state, sheet.confirmed_at, sheet.confirmed_by = SheetState.CONFIRMED, timezone.now(), by
    sheet.save()
    record(by=by, verb="events.sheet_confirmed", obj=sheet)
    refresh_index(sheet)
    SheetConfirmed.send(sheet, at=sheet.confirmed_at.isoformat())
    return sheet


@transaction.atomic
def return_sheet(
    *, participation: Participation, by, note: str, due_on: datetime.date | None = None
) -> ExhibitorSheet:
    """Send back what was handed in or confirmed, with words; `due_on`: until when it comes again."""
    sheet = _to_decide(participation, by)
    if (sheet.state, sheet.returned_by_id, sheet.returned_note) == (SheetState.RETURNED, by.pk, note):
        return sheet  # a double click
    if sheet.state not in (SheetState.SUBMITTED, SheetState.CONFIRMED):
        raise ActionRefused(NOT_SUBMITTED)
    _set_deadline(sheet, due_on)
    sheet.state, sheet.confirmed_at, sheet.confirmed_by = SheetState.RETURNED, None, None
    sheet.returned_at, sheet.returned_by, sheet.returned_note = timezone.now(), by, note
    sheet.save()
    record(by=by, verb="events.sheet_returned", obj=sheet, note=note, due=str(sheet.deadline))
    refresh_index(sheet, narrowed=True)
    SheetReturned.send(sheet, at=sheet.returned_at.isoformat())
    return sheet


@transaction.atomic
def move_sheet_deadline(*, participation: Participation, by, due_on: datetime.date) -> ExhibitorSheet:
    """Until when this body may hand it in; also after the common deadline."""
    sheet = _to_decide(participation, by)
    if sheet.pk and sheet.due_on == due_on:
        return sheet
    if not Participation.objects.shown().filter(pk=participation.pk).exists():
        raise ActionRefused(NOT_SHOWN)
    if not sheet.is_owed:
        raise ActionRefused("提出済みの紹介シートの期限は、差し戻すときに変えられます。")
    _set_deadline(sheet, due_on)
    sheet.save()
    record(by=by, verb="events.sheet_deadline_moved", obj=sheet, due=str(due_on))
    SheetDeadlineMoved.send(sheet, due=due_on.isoformat())
    return sheet


def _set_deadline(sheet: ExhibitorSheet, due_on: datetime.date | None) -> None:
    if due_on is None and sheet.is_late:
        raise ActionRefused(NEEDS_DAY)
    if due_on is not None and due_on < today():
        raise ActionRefused(PAST)
    sheet.due_on = due_on or sheet.due_on


@transaction.atomic
def ask_for_sheet(*, participation: Participation) -> bool:
    """Make the sheet, and mail the body where it is written.

    A local government that was only typed in belongs to its member from now on.
    """
    sheet = sheet_of(_locked(participation))
    if sheet.pk or why_not_write(sheet):
        return False
    _link_member(sheet.participation)
    sheet.save()
    SheetAsked.send(sheet)
    return True


def _link_member(part: Participation) -> None:
    if part.organization_id or part.local_government_id is None:
        return
    member = Organization.objects.members().filter(local_government=part.local_government_id).first()
    if member and not Participation.objects.filter(event=part.event, organization=member).exists():
        part.organization = member
        part.save(update_fields=["organization"])


@transaction.atomic
def save_contact(*, participation: Participation, by, values: Mapping, version: str = "") -> Participation:
    """How a body is reached that is no member; an owed sheet is asked for there. Raises StaleVersion."""
    sheet = _to_decide(participation, by)
    part = sheet.participation
    if part.organization_id:
        raise ActionRefused(IS_MEMBER)
    refuse_stale(part, values, version)
    if all(getattr(part, name) == value for name, value in values.items()):
        return part
    for name, value in values.items():
        setattr(part, name, value)
    part.save(update_fields=list(values))
    record(by=by, verb="events.contact_saved", obj=part)
    if sheet.pk and sheet.is_owed and not why_not_write(sheet):
        SheetAsked.send(sheet)
    return part


@transaction.atomic
def remind_of_sheet(*, sheet: ExhibitorSheet) -> bool:
    """Five and one working day before the deadline, each once."""
    sheet = sheet_of(_locked(sheet.participation))
    if not sheet.is_owed or why_not_write(sheet):
        return False
    asked_on = timezone.localdate(sheet.returned_at or sheet.created_at)
    days = reminder_due(asked_on, sheet.deadline, today(), DAYS)
    reminder = {"answer": sheet, "due_on": sheet.deadline, "days_before": days}
    if days is None or not SheetReminder.objects.get_or_create(**reminder)[1]:
        return False
    record(by=None, verb="events.sheet_reminded", obj=sheet, days_before=days)
    SheetReminded.send(sheet, due=sheet.deadline.isoformat(), days=days)
    return True
