"""The organiser decides on applications: accepted, waiting, declined; one or many at once."""

import datetime
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record_many
from common.refusals import ActionRefused
from events.calls.actions import lock_call, release_places, take_places
from events.calls.models import ExhibitorCall
from events.decisions.emails import ApplicationDecided
from events.events.rules import can_edit_event
from events.participations.actions import refresh_bodies
from events.participations.models import APPLYING, DECIDED, Participation, ParticipationRole, RoleState

NONE_CHOSEN = "決定する申込を1つ以上選んでください。"
NO_REASON = "見送るときは、理由を入力してください。申し込んだ団体にメールで伝わります。"
NOT_APPLIED = "{body}の{role}は「{state}」のため、決定できません。選択を外してください。"
NOT_PUBLISHED = "イベントを公開してから、決定してください。申し込んだ団体に、イベントのページを知らせます。"
DECIDED_SINCE = (
    "{body}の{role}は、この画面を開いた後に{by}さんが「{state}」にしました。"
    "内容を確かめて、もう一度押してください。"
)
CALLED_OFF = "このイベントは{holding}になったため、決定できません。"


@transaction.atomic
def decide_roles(
    *,
    call: ExhibitorCall,
    by,
    roles: Collection[int],
    state: str,
    reason: str = "",
    seen: datetime.datetime | None = None,
) -> list[ParticipationRole]:
    """Set the chosen rows to 決定, 空き待ち or 見送り, all of them or none; returns those that changed.

    ActionRefused where a role is full: nobody is accepted beyond its number; and where a colleague decided
    otherwise after `seen`, when the page was opened. What stands so already is a second press.
    """
    call = lock_call(call)
    if not can_edit_event(by, call.event):
        raise PermissionDenied
    _refuse_unfit(call, state, reason)
    rows = _rows(call, roles)
    changed = [row for row in rows if row.state != state]
    _refuse_decided_since(changed, seen)
    if state == RoleState.ACCEPTED:
        take_places(call, [row.role for row in changed])
    else:
        release_places(call, [row.role for row in changed if row.state == RoleState.ACCEPTED])
    now, why = timezone.now(), reason if state == RoleState.DECLINED else ""
    decided = ParticipationRole.objects.filter(pk__in=[row.pk for row in changed])
    decided.update(state=state, decided_at=now, decided_by=by, reason=why)
    _tell(call, by, changed, now, state, why)
    return changed


def _refuse_unfit(call: ExhibitorCall, state: str, reason: str) -> None:
    if state not in DECIDED:
        raise ValueError(state)
    if state == RoleState.DECLINED and not reason.strip():
        raise ActionRefused(NO_REASON)
    if not call.event.is_published:
        raise ActionRefused(NOT_PUBLISHED)
    if call.event.is_called_off and state != RoleState.DECLINED:
        raise ActionRefused(CALLED_OFF.format(holding=call.event.get_holding_display()))


def _refuse_decided_since(rows: Collection[ParticipationRole], seen: datetime.datetime | None) -> None:
    row = next((row for row in rows if seen and row.decided_at and row.decided_at > seen), None)
    if row is None:
        return
    words = {"body": row.participation.full_name, "role": row.get_role_display()}
    who = row.decided_by.name if row.decided_by else "ほかの人"
    raise ActionRefused(DECIDED_SINCE.format(state=row.get_state_display(), by=who, **words))


def _rows(call: ExhibitorCall, roles: Collection[int]) -> list[ParticipationRole]:
    """The chosen rows of this call, locked by its row; each applied for and not given up."""
    found = ParticipationRole.objects.filter(pk__in=roles, participation__event=call.event_id)
    related = "participation__local_government", "participation__organization__local_government"
    rows = list(found.select_related(*related).order_by("pk"))
    if not rows:
        raise ActionRefused(NONE_CHOSEN)
    for row in rows:
        if row.state not in (*APPLYING, RoleState.DECLINED):
            words = {"body": row.participation.full_name, "role": row.get_role_display()}
            raise ActionRefused(NOT_APPLIED.format(state=row.get_state_display(), **words))
    return rows


def _tell(call: ExhibitorCall, by, changed: list[ParticipationRole], at, state: str, reason: str) -> None:
    """A line for each body in the audit log, and a mail to it with all that was decided on it."""
    bodies: dict[Participation, list[ParticipationRole]] = {}
    for row in changed:
        bodies.setdefault(row.participation, []).append(row)
    said = {"decision": str(RoleState(state).label), "reason": reason}
    lines = [
        (part, {"roles": "、".join(row.get_role_display() for row in rows), **said})
        for part, rows in bodies.items()
    ]
    record_many(by=by, verb="events.application_decided", rows=lines)
    alike: dict[str, list[Participation]] = {}
    for part, rows in bodies.items():
        alike.setdefault(",".join(row.role for row in rows), []).append(part)
    for roles, parts in alike.items():
        ApplicationDecided.send_each(parts, state=state, roles=roles, at=at.isoformat())
    if changed:
        refresh_bodies(call.event, bodies)
