"""Inviting bodies to exhibit, many in one act; reminding those of which nothing was heard."""

import datetime
from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.japanese_calendar import add_working_days, wareki_time
from common.refusals import ActionRefused
from correspondence.reminders.models import DAYS
from events.calls.actions import lock_call
from events.calls.models import ExhibitorCall
from events.events.rules import can_edit_event
from events.invitations.emails import ExhibitorInvited, InvitationReminded
from events.invitations.models import Invitation
from events.invitations.plan import Invitee, can_be_told_elsewhere, key_of
from events.invitations.queries import untold_bodies
from events.invitations.rules import why_not_invite
from events.participations.models import Participation, ParticipationRole, RoleState

NOBODY = "招待する団体がありません。どの団体も、もう招待・申込・記録があるか、「招待しない」になっています。"
NOT_OFFERED = "選んだ区分は、いまは募集していません。区分を選び直してください。"
REMIND_AGAIN_AFTER = datetime.timedelta(hours=20)  # of the button; the site reminds by itself too
ALL_TOLD = "どの団体にも、もう招待のメールを送っています。"
NONE_SILENT = "未回答の団体はありません。"
JUST_TOLD = "未回答のどの団体にも、20時間以内に知らせています。{at}より後に、もう一度押してください。"


@transaction.atomic
def invite_bodies(
    *, call: ExhibitorCall, by, roles: Collection[str], invitees: Collection[Invitee]
) -> list[Participation]:
    """Invite those that are not there yet to these roles, with a mail to each that has an address.

    Whoever is invited, applied or recorded already stays as they are; one that is no member and has not
    answered is told at the address that was typed now. ActionRefused where nobody is left.
    """
    call = _locked(call, by)
    offered = [row.role for row in call.roles.all()]
    if not roles or set(roles) - set(offered):
        raise ActionRefused(NOT_OFFERED)
    there = {key_of(part): part for part in call.event.participations.select_related("organization")}
    wanted = {one.key: one for one in invitees}
    parts = [_part(call, one) for key, one in wanted.items() if key not in there]
    moved = _at_another_address(there, wanted)
    if not (parts or moved):
        raise ActionRefused(NOBODY)
    Participation.objects.bulk_create(parts)
    ParticipationRole.objects.bulk_create(
        ParticipationRole(participation=part, role=role, state=RoleState.INVITED)
        for part in parts
        for role in offered
        if role in roles
    )
    _tell([*parts, *moved], by)
    record(by=by, verb="events.bodies_invited", obj=call.event, bodies=len(parts), roles=sorted(roles))
    return [*parts, *moved]


@transaction.atomic
def tell_untold(*, call: ExhibitorCall, by) -> int:
    """Send the invitation to those that came along from the event before, and were told nothing yet."""
    call = _locked(call, by)
    parts = list(untold_bodies(call.event))
    if not parts:
        raise ActionRefused(ALL_TOLD)
    _tell(parts, by)
    record(by=by, verb="events.bodies_invited", obj=call.event, bodies=len(parts))
    return len(parts)


def _tell(parts: Collection[Participation], by) -> None:
    now = timezone.now()
    rows = [
        Invitation(
            participation=part,
            email="" if part.organization_id else part.contact_email,
            invited_at=now,
            invited_by=by,
            told_at=now,
        )
        for part in parts
    ]
    Invitation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["participation"], update_fields=["email", "told_at"]
    )
    ExhibitorInvited.send_each(parts, told=now.isoformat())


def _locked(call: ExhibitorCall, by) -> ExhibitorCall:
    """The call, for an organiser, while those that are invited can answer."""
    call = lock_call(call)
    if not can_edit_event(by, call.event):
        raise PermissionDenied
    if sentence := why_not_invite(call):
        raise ActionRefused(sentence)
    return call


def _part(call: ExhibitorCall, one: Invitee) -> Participation:
    """Its row; a body that is no member is told at the address that was typed."""
    body = one.body
    government, member = (body.government, body.member) if body else (None, None)
    return Participation(
        event_id=call.event_id,
        local_government=government,
        organization=member,
        name="" if government else one.name,
        came_by=Participation.CameBy.INVITATION,
        contact_email="" if member else one.mail,
    )


def _at_another_address(
    there: Mapping[str, Participation], wanted: Mapping[str, Invitee]
) -> list[Participation]:
    """Those of these that are to be told at the address typed now; they have it."""
    moved = []
    for key, one in wanted.items():
        part = there.get(key)
        if part and one.mail and can_be_told_elsewhere(part, one.mail):
            part.contact_email = one.mail
            moved.append(part)
    Participation.objects.bulk_update(moved, ["contact_email"])
    return moved


@transaction.atomic
def remind_silent(*, call: ExhibitorCall, by) -> int:
    """Tell all that have not answered once more, unless they were told within the last hours."""
    call = _locked(call, by)
    silent = _silent(call)
    if not silent.exists():
        raise ActionRefused(NONE_SILENT)
    before = timezone.now() - REMIND_AGAIN_AFTER
    due = list(silent.filter(told_at__lte=before).select_for_update(of=("self",)))
    if not due:
        latest = silent.order_by("told_at").values_list("told_at", flat=True).first()
        raise ActionRefused(JUST_TOLD.format(at=wareki_time(latest + REMIND_AGAIN_AFTER)))
    _remind(due)
    record(by=by, verb="events.bodies_reminded", obj=call.event, bodies=len(due))
    return len(due)


@transaction.atomic
def remind_when_due(*, call: ExhibitorCall, day: datetime.date) -> int:
    """Remind whom a reminder is due for on that day; returns how many. Who was told since it fell due is not.

    One that a standstill missed follows later, up to the due date; a due date that moved has its own.
    """
    call = lock_call(call)
    if why_not_invite(call):
        return 0
    days = (add_working_days(call.apply_until, -before) for before in sorted(DAYS))
    since = next((first for first in days if first <= day), None)
    if since is None:
        return 0
    due = list(_silent(call).filter(told_at__date__lt=since).select_for_update(of=("self",)))
    if due:
        _remind(due)
        record(by=None, verb="events.bodies_reminded", obj=call.event, bodies=len(due))
    return len(due)


def _silent(call: ExhibitorCall):
    return Invitation.objects.silent().filter(participation__event=call.event_id)


def _remind(invitations: list[Invitation]) -> None:
    now = timezone.now()
    Invitation.objects.filter(pk__in=[one.pk for one in invitations]).update(told_at=now)
    InvitationReminded.send_each((one.participation_id for one in invitations), told=now.isoformat())
