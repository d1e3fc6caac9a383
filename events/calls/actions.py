"""Writing and opening a call for exhibitors, and the places of its roles."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.audit_log.actions import differences, record
from common.japanese_calendar import wareki
from common.refusals import ActionRefused, StaleVersion
from correspondence.questions.actions import ORDER, asked_of, is_same, rewrite, set_questions
from events.calls.emails import CallOpened, CallQuestionsChanged
from events.calls.models import CallRole, ExhibitorCall
from events.calls.rules import opening_problem
from events.events.models import Event
from events.events.rules import can_edit_event
from events.participations.models import ParticipationRole, Role

FULL = (
    "{role}の募集数は{capacity}、残りは{left}のため、{wanted}団体には決定できません。"
    "選ぶ団体を減らすか、空き待ちにするか、募集数を増やしてください。"
)
IN_USE = "{roles}には申込みや招待があるため、募集から外せません。"
TOO_FEW = "{role}は{taken}団体に決定しています。募集数はそれ以上にしてください。"
AFTER_EVENT = "申込と紹介シートの日は、開催の最終日（{day}）までの日にしてください。"
COLUMNS = ("guidance", "opens_on", "apply_until", "sheet_due_on")


def lock_call(call: ExhibitorCall) -> ExhibitorCall:
    """The call as it is now, locked by the row of its event: whoever applies, decides or steps back waits."""
    Event.objects.select_for_update(of=("self",), no_key=True).get(pk=call.event_id)
    calls = ExhibitorCall.objects.select_related("event__owner__local_government", "saved_by")
    return calls.get(pk=call.pk)


def take_places(call: ExhibitorCall, roles: Iterable[str]) -> None:
    """One more accepted body for each of these; ActionRefused where a role is full. The call is locked."""
    wanted = Counter(roles)
    for row in call.roles.select_for_update().filter(role__in=wanted):
        if row.capacity is not None and row.taken + wanted[row.role] > row.capacity:
            facts = {"capacity": row.capacity, "left": row.left, "wanted": wanted[row.role]}
            raise ActionRefused(FULL.format(role=row, **facts))
        _move(row, wanted[row.role])


def release_places(call: ExhibitorCall, roles: Iterable[str]) -> None:
    """Accepted bodies are no longer so in these."""
    given_up = Counter(roles)
    for row in call.roles.select_for_update().filter(role__in=given_up):
        _move(row, -given_up[row.role])


def _move(row: CallRole, number: int) -> None:
    CallRole.objects.filter(pk=row.pk).update(taken=F("taken") + number)


@transaction.atomic
def save_call(
    *, event: Event, by, version: int, values: Mapping, roles: Mapping[str, int | None]
) -> ExhibitorCall:
    """Write the call of an event, at first too; `roles` are {role: capacity, None for any number}.

    Raises StaleVersion where a colleague saved since `version`.
    """
    call = _call_to_write(event, by)
    before = {row.role: row.capacity for row in call.roles.all()}
    changes = differences(call, dict(values)) if version else {}
    if version != call.version:
        if call.saved_by_id == by.pk and before == dict(roles) and not differences(call, dict(values)):
            return call  # a double click, no colleague
        raise StaleVersion(call)
    for name, value in values.items():
        setattr(call, name, value)
    _refuse_after_event(call)
    _write_roles(call, roles)
    _save(call, by)
    if before != dict(roles):
        changes["募集する区分"] = [_in_words(before), _in_words(roles)]
    shown = {label: [str(value or "")[:200] for value in pair] for label, pair in changes.items()}
    record(by=by, verb="events.call_edited", obj=event, changes=shown)
    return call


def _refuse_after_event(call: ExhibitorCall) -> None:
    last = call.event.last_day
    days = (call.opens_on, call.apply_until, call.sheet_due_on)
    if last and any(day and day > last for day in days):
        raise ActionRefused(AFTER_EVENT.format(day=wareki(last)))


def _call_to_write(event: Event, by) -> ExhibitorCall:
    """The locked call of the event, made where there is none yet."""
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if not can_edit_event(by, event):
        raise PermissionDenied
    return lock_call(ExhibitorCall.objects.get_or_create(event=event)[0])


def _save(call: ExhibitorCall, by) -> None:
    call.version, call.saved_by = call.version + 1, by
    call.full_clean(exclude=["saved_by"])
    call.save()


def _write_roles(call: ExhibitorCall, roles: Mapping[str, int | None]) -> None:
    before = {row.role: row for row in call.roles.all()}
    gone = [row for name, row in before.items() if name not in roles]
    asked = ParticipationRole.objects.filter(participation__event=call.event_id)
    used = asked.filter(role__in=[row.role for row in gone]).values_list("role", flat=True)
    if used:
        raise ActionRefused(IN_USE.format(roles="、".join(Role(role).label for role in sorted(set(used)))))
    call.roles.filter(pk__in=[row.pk for row in gone]).delete()
    for name, capacity in roles.items():
        row = before.get(name) or CallRole(call=call, role=name)
        row.capacity = capacity
        if capacity is not None and row.taken > capacity:
            raise ActionRefused(TOO_FEW.format(role=row, taken=row.taken))
        row.save()


def _in_words(roles: Mapping[str, int | None]) -> str:
    return "、".join(
        Role(name).label + ("" if capacity is None else f" {capacity}") for name, capacity in roles.items()
    )


@transaction.atomic
def save_call_questions(
    *, call: ExhibitorCall, by, version: int, questions: Iterable[Mapping], note: str = ""
) -> dict:
    """Write the questions; once the call was opened in versions, for answers keep what they answered.

    Returns {what: [before, after]} in words; whoever applied is told, unless only the order changed. Raises
    StaleVersion where a colleague saved since `version`.
    """
    call = _call_to_write(call.event, by)
    questions = list(questions)
    if call.version != version:
        if call.saved_by_id == by.pk and is_same(call, asked_of(questions)):
            return {}  # a double click, no colleague
        raise StaleVersion(call)
    changes = {}
    if call.is_draft and not call.event.participations.filter(answered_at__isnull=False).exists():
        set_questions(call, asked_of(questions))
    else:
        changes = rewrite(call, questions)
        if not changes:
            return changes
    is_new_set = bool(set(changes) - {ORDER})
    call.questions_version += is_new_set
    _save(call, by)
    record(by=by, verb="events.call_questions_edited", obj=call.event, changes=changes, note=note)
    if is_new_set:
        CallQuestionsChanged.send(call, questions_version=call.questions_version, note=note)
    return changes


@transaction.atomic
def open_call(*, call: ExhibitorCall, by) -> ExhibitorCall:
    """Take applications from now on, or from the day that it names; the second press changes nothing."""
    call = _call_to_write(call.event, by)
    if not call.is_draft:
        return call
    if problem := opening_problem(call):
        raise ActionRefused(problem)
    call.opened_at, call.opened_by = timezone.now(), by
    call.save(update_fields=["opened_at", "opened_by"])
    record(by=by, verb="events.call_opened", obj=call.event)
    CallOpened.send(call)
    return call
