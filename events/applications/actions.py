"""A body applies for roles at an event, changes what it applied for, or steps back."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from correspondence.questions import contents
from correspondence.questions.actions import write_values
from events.applications.emails import AnswersReported, ApplicationReceived, ApplicationWithdrawn
from events.applications.rules import can_apply, speaks_for_body, why_not_apply, why_not_withdraw
from events.calls.actions import lock_call, release_places
from events.calls.models import CallQuestion, ExhibitorCall
from events.participations.actions import refresh_bodies
from events.participations.models import DECIDED, GONE, Participation, ParticipationRole, RoleState
from events.participations.queries import participation_of

OTHER_QUESTIONS = "主催者が質問を変えました。新しい質問を確かめて、もう一度申し込んでください。"
NOT_OFFERED = "選んだ区分は、いまは募集していません。区分を選び直してください。"
NO_ROLE = "出展する区分を1つ以上選んでください。"
NOTHING_LEFT = "選んだ区分は、もう辞退したか、見送りになっています。"
CONTACT = ("contact_name", "contact_phone", "contact_email")
TYPED = (*CONTACT, "remark")


@transaction.atomic
def apply_for_roles(
    *,
    call: ExhibitorCall,
    roles: Collection[str],
    contact: Mapping[str, str],
    values: Mapping[CallQuestion, object],
    version: int,
    questions_version: int,
    by=None,
    participation: Participation | None = None,
    name: str = "",
    files: Mapping | None = None,
    remark: str = "",
) -> Participation:
    """Apply, or change what was applied for; what is decided already stays.

    Either `by`, an officer who applies for their organisation; or `participation` (invited, the caller has
    checked the code of its mail) with the `name` that was typed. The other arguments are what the
    `ApplicationForm` of that body cleaned: `form.facts`. Invited roles that are not among `roles` are
    declined by it (辞退). The same once more changes nothing. Raises StaleVersion where a colleague was
    faster, ActionRefused where it is too late.
    """
    call = lock_call(call)
    part = _row_to_write(call, by, participation)
    if sentence := why_not_apply(call, part.local_government):
        raise ActionRefused(sentence)
    if part.version != version:
        raise StaleVersion(part)
    if questions_version != call.questions_version or any(question.retired_in for question in values):
        raise ActionRefused(OTHER_QUESTIONS)
    before = _told(part)
    for column, value in {**contact, "remark": remark}.items():
        setattr(part, column, value)
    part.save()
    _write_roles(part, call, set(roles))
    write_values(part, values, files or {})
    changes = _changes(before, _told(part))
    if not changes and part.questions_version == call.questions_version:
        return part
    changed = part.answered_at is not None
    verb = "events.application_changed" if changed else "events.application_made"
    part.edition, part.reported_at = part.edition + 1, None
    _mark_answered(part, by, name)
    part.questions_version = call.questions_version
    part.save()
    _record(verb, part, by, changes=changes)
    ApplicationReceived.send(part, edition=part.edition, changed=changed)
    return part


def _row_to_write(call, by, participation) -> Participation:
    """The locked row of the body that speaks."""
    if by is None:
        return _lock(participation)
    if not can_apply(by):
        raise PermissionDenied
    part = participation_of(by.organization, call.event)
    part = _lock(part) if part.pk else part
    part.organization = by.organization
    return part


def _lock(part: Participation) -> Participation:
    rows = Participation.objects.select_for_update(of=("self",))
    return rows.select_related("event", "organization__local_government", "local_government").get(pk=part.pk)


def _write_roles(part: Participation, call: ExhibitorCall, wanted: set[str]) -> None:
    """Those of the form: what is not decided yet becomes applied for, or is given up."""
    before = {role.role: role for role in part.roles.all()}
    decided = {name for name, role in before.items() if role.state in DECIDED}
    if wanted - decided - {offered.role for offered in call.roles.all()}:
        raise ActionRefused(NOT_OFFERED)
    if not wanted and not any(before[name].state != RoleState.DECLINED for name in decided):
        raise ActionRefused(NO_ROLE)
    for name, role in before.items():
        if name not in decided:
            role.state = RoleState.APPLIED if name in wanted else RoleState.WITHDRAWN
            role.reason = ""
            role.save()
    ParticipationRole.objects.bulk_create(
        ParticipationRole(participation=part, role=name, state=RoleState.APPLIED)
        for name in sorted(wanted - set(before))
    )


def _told(part: Participation) -> tuple[list, dict[str, str]]:
    """What stands in it now, for people."""
    if part.pk is None:
        return [], {}
    roles = part.roles.exclude(state__in=DECIDED).order_by("role")
    facts = {"区分": "、".join(map(str, roles))}
    facts |= {str(part._meta.get_field(name).verbose_name): getattr(part, name) for name in TYPED}
    return contents.rows_of(contents.values_of(part)), facts


def _changes(before, after) -> dict[str, list[str]]:
    pairs = {label: [before[1].get(label, ""), value] for label, value in after[1].items()}
    facts = {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
    return contents.differences(before[0], after[0]) | facts


def _mark_answered(part: Participation, by, name: str) -> None:
    part.answered_at, part.answered_by = timezone.now(), by
    part.answered_by_name = by.name if by else name


def _record(verb: str, part: Participation, by, **facts) -> None:
    if by is None:
        facts["name"] = part.answered_by_name
    record(by=by, verb=verb, obj=part, **facts)


@transaction.atomic
def withdraw_roles(
    *, participation: Participation, roles: Collection[str], reason: str, by=None, name: str = ""
) -> Participation:
    """Step back from these roles (辞退), also from accepted ones, whose places others can have.

    `by` and `name` as for `apply_for_roles`. The second press changes nothing.
    """
    call = lock_call(participation.event.exhibitor_call)
    part = _lock(participation)
    if by is not None and not speaks_for_body(by, part):
        raise PermissionDenied
    if sentence := why_not_withdraw(part.event):
        raise ActionRefused(sentence)
    chosen = [row for row in part.roles.all() if row.role in set(roles)]
    if chosen and all(row.state == RoleState.WITHDRAWN for row in chosen):
        return part
    rows = [row for row in chosen if row.state not in GONE]
    if not rows:
        raise ActionRefused(NOTHING_LEFT)
    release_places(call, [row.role for row in rows if row.state == RoleState.ACCEPTED])
    for row in rows:
        row.state, row.reason, row.decided_at, row.decided_by = RoleState.WITHDRAWN, reason, None, None
    ParticipationRole.objects.bulk_update(rows, ["state", "reason", "decided_at", "decided_by"])
    if part.answered_at is None:
        _mark_answered(part, by, name)
    part.edition, part.reported_at = part.edition + 1, None
    part.save()
    given_up = "、".join(row.get_role_display() for row in rows)
    _record("events.application_withdrawn", part, by, roles=given_up, reason=reason)
    refresh_bodies(part.event, [part])
    ApplicationWithdrawn.send(part, edition=part.edition, roles=",".join(row.role for row in rows))
    return part


@transaction.atomic
def report_answers(*, call: ExhibitorCall) -> int:
    """Tell the organiser in one mail which bodies applied, changed or stepped back since the last one."""
    call, now = lock_call(call), timezone.now()
    found = Participation.objects.unreported().filter(event=call.event_id).update(reported_at=now)
    if found:
        AnswersReported.send(call, at=now.isoformat())
    return found
