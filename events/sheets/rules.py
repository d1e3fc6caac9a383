"""Who writes the sheet of a body, and until when."""

from common.japanese_calendar import wareki
from events.applications.rules import can_apply
from events.participations.models import Participation
from events.participations.queries import participation_of
from events.participations.rules import whom_to_call
from events.sheets.models import ExhibitorSheet, SheetLink, SheetState

NOT_ASKED = "このイベントでは、紹介シートを募集していません。"
NOT_SHOWN = "紹介シートは、出展が決定した団体だけが提出できます。"
NOT_PUBLISHED = "このイベントは公開されていないため、紹介シートを受け付けていません。"
CALLED_OFF = "このイベントは{holding}になったため、紹介シートを受け付けていません。"
CONFIRMED = "主催者が確認したため、変更できません。変更が必要なときは、{whom}に連絡してください。"
TOO_LATE = "提出期限（{day}）を過ぎたため、提出も変更もできません。必要なときは、{whom}に連絡してください。"


def speaks_for_participant(user, part: Participation) -> bool:
    """Officers of the body, also where it is recorded as a local government only."""
    return can_apply(user) and participation_of(user.organization, part.event).pk == part.pk


def may_change_sheet(link: SheetLink) -> bool:
    """With the mail that it was handed in by: only who is no member, until it is confirmed or due."""
    handed_in = link.answer.state == SheetState.SUBMITTED
    return link.section_id is None and handed_in and not why_not_write(link.answer)


def why_not_write(sheet: ExhibitorSheet) -> str:
    """Why the body cannot write in it now, as a sentence; "" where it can."""
    event = sheet.participation.event
    if not Participation.objects.shown().filter(pk=sheet.participation_id).exists():
        return NOT_SHOWN
    if not event.is_published:
        return NOT_PUBLISHED
    if event.is_called_off:
        return CALLED_OFF.format(holding=event.get_holding_display())
    if sheet.deadline is None:
        return NOT_ASKED
    if sheet.state == SheetState.CONFIRMED:
        return CONFIRMED.format(whom=whom_to_call(event))
    return TOO_LATE.format(day=wareki(sheet.deadline), whom=whom_to_call(event)) if sheet.is_late else ""
