"""Why a call cannot be opened or applied to now."""

from common.japanese_calendar import today, wareki
from events.calls.models import ExhibitorCall

NOT_OPENED = "出展の申込は、まだ受け付けていません。"
OPEN_FIRST = "イベントを公開し、募集の内容で募集を始めると、受け付けます。"
CALLED_OFF = "このイベントは{holding}になったため、出展の申込を受け付けていません。"
TOO_EARLY = "出展の申込は、{day}から受け付けます。"
EVENT_OVER = "このイベントは終わったため、出展の申込を受け付けていません。"
TOO_LATE = "申込期限（{day}）を過ぎたため、申込や変更はできません。"
ASK_ORGANISER = "変更が必要なときは、主催者に連絡してください。"
MOVE_DEADLINE = "受付を続けるときは、募集の内容で申込期限を延ばしてください。"


def why_closed(call: ExhibitorCall, *, to_organiser: bool = False) -> str:
    """Why nobody can apply now, and what the body (or the organiser) can do; "" where they can."""
    event = call.event
    if call.is_draft or not event.is_published:
        return NOT_OPENED + (OPEN_FIRST if to_organiser else "")
    if event.is_called_off:
        return CALLED_OFF.format(holding=event.get_holding_display())
    if call.opens_on and call.opens_on > today():
        return TOO_EARLY.format(day=wareki(call.opens_on))
    if not call.is_over:
        return ""
    if call.apply_until >= today():
        return EVENT_OVER
    return TOO_LATE.format(day=wareki(call.apply_until)) + (MOVE_DEADLINE if to_organiser else ASK_ORGANISER)


def opening_problem(call: ExhibitorCall) -> str:
    """What is missing before it can be opened, as a sentence; "" where nothing is."""
    if not call.event.is_published:
        return "イベントを公開してから、募集を始めてください。"
    if call.event.is_called_off:
        return CALLED_OFF.format(holding=call.event.get_holding_display())
    if call.apply_until is None:
        return "申込期限を入力して保存してから、募集を始めてください。"
    if call.is_over:
        return "申込期限か開催日が過ぎています。今日以後の日に変えて保存してから、募集を始めてください。"
    return "" if call.roles.exists() else "募集する区分を1つ以上選んで保存してから、募集を始めてください。"
