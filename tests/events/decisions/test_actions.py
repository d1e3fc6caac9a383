"""What the organiser decides: never beyond the number of a role; who waits moves up; who is told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from events.applications.actions import withdraw_roles
from events.calls.models import CallRole
from events.decisions.actions import decide_roles
from events.decisions.queries import counted_roles
from events.events.models import Event
from events.participations.models import Participation, ParticipationRole
from events.participations.queries import count_roles
from tests.events.conftest import TO_COME
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(ParticipationRole.objects.order_by("pk").values_list("state", flat=True))


def test_several_are_accepted_at_once(make_call, apply, decide, officer, stranger, visitor):
    call = make_call(roles={"booth": 2})
    parts = [apply(call, officer, "booth"), apply(call, stranger, "booth")]
    decide(parts, "accepted")
    assert (states(), call.roles.get().taken) == (["accepted"] * 2, 2)
    page = visitor.get(call.event.get_absolute_url()).content.decode()
    assert "堺市" in page
    assert "釧路市" in page
    assert entries_of(parts[0])[0].verb == "events.application_decided"


def test_nobody_is_accepted_beyond_the_number(make_call, apply, decide, officer, stranger):
    call = make_call(roles={"booth": 1})
    parts = [apply(call, officer, "booth"), apply(call, stranger, "booth")]
    with pytest.raises(ActionRefused, match="空き待ちにするか"):
        decide(parts, "accepted")
    assert (states(), call.roles.get().taken) == (["applied"] * 2, 0)


def test_a_second_press_takes_no_second_place(make_call, apply, decide, officer):
    call = make_call(roles={"booth": 2})
    part = apply(call, officer, "booth")
    assert len(decide(part, "accepted")) == 1
    assert decide(part, "accepted") == []
    assert call.roles.get().taken == 1


@pytest.mark.parametrize("state", ["waiting", "declined"])
def test_a_place_is_free_again_when_it_is_decided_otherwise(make_call, apply, decide, officer, state):
    call = make_call()
    part = apply(call, officer, "booth")
    decide(part, "accepted")
    decide(part, state, reason="会場の都合")
    assert (states(), call.roles.get(role="booth").taken) == ([state], 0)


def test_who_waits_first_moves_up(make_call, apply, decide, officer, stranger, ward_officer):
    call = make_call()
    first, second, third = (apply(call, who, "booth") for who in (officer, stranger, ward_officer))
    decide(first, "accepted")
    decide(third, "waiting")
    decide(second, "waiting")
    assert counted_roles(call, count_roles(call.event))[0].next_waiting is None
    withdraw_roles(participation=first, roles=["booth"], reason="都合", by=officer)
    call = type(call).objects.get()
    waiting = counted_roles(call, count_roles(call.event))[0].next_waiting
    assert waiting.participation == third
    decide(third, "accepted")
    assert states() == ["withdrawn", "waiting", "accepted"]


def test_declining_needs_a_reason(make_call, apply, decide, officer):
    part = apply(make_call(), officer, "booth")
    with pytest.raises(ActionRefused, match="理由"):
        decide(part, "declined", reason=" ")
    assert states() == ["applied"]


@pytest.mark.parametrize("state", ["invited", "withdrawn"])
def test_what_nobody_applied_for_is_not_decided(make_call, decide, sakai, state):
    call = make_call()
    part = Participation.objects.create(event=call.event, organization=sakai, came_by="invitation")
    part.roles.create(role="booth", state=state)
    with pytest.raises(ActionRefused, match="選択を外して"):
        decide(part, "accepted")


def test_only_the_organiser_decides(
    make_event, make_call, apply, decide, officer, stranger, colleague, reader
):
    event = make_event(owner=officer.organization, starts_on=TO_COME)
    part = apply(make_call(event, by=officer), stranger, "booth")
    for who in (stranger, reader):
        with pytest.raises(PermissionDenied):
            decide(part, "accepted", by=who)
    decide(part, "accepted", by=colleague)
    assert states() == ["accepted"]


def test_roles_of_another_event_are_not_decided(make_event, make_call, apply, secretariat, officer):
    part = apply(make_call(), officer, "booth")
    other = make_call(make_event("別の展示", starts_on=TO_COME))
    with pytest.raises(ActionRefused, match="1つ以上"):
        decide_roles(call=other, by=secretariat, roles=[part.roles.get().pk], state="accepted")


def test_an_event_that_is_called_off_accepts_nobody(make_call, apply, decide, officer):
    part = apply(make_call(), officer, "booth")
    Event.objects.update(holding="cancelled")
    with pytest.raises(ActionRefused, match="中止"):
        decide(part, "accepted")
    decide(part, "declined", reason="中止のため")


def test_one_mail_names_body_decision_and_roles(make_call, apply, decide, officer):
    call = make_call()
    decide(apply(call, officer, "booth", "panel"), "accepted")
    write_mails("events.application_decided")
    subjects = set(OutgoingMail.objects.values_list("subject", flat=True))
    assert subjects == {"出展の決定: 大阪府堺市 ブース・パネル（全国の展示）"}


def test_what_was_decided_otherwise_is_not_told(make_call, apply, decide, officer):
    part = apply(make_call(), officer, "booth")
    decide(part, "accepted")
    decide(part, "waiting")
    write_mails("events.application_decided")
    mails = OutgoingMail.objects.filter(purpose="events.application_decided", to=officer.section.mailbox)
    assert {(mail.subject[:6], mail.state) for mail in mails} >= {("出展の空き待", "queued")}
    assert not mails.filter(subject__startswith="出展の決定", state="queued").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "declined", "reason": " "},
        {"state": "accepted"},
        {"state": "waiting"},
        {"decided_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_half_a_decision(make_call, apply, officer, wrong):
    part = apply(make_call(), officer, "booth")
    with pytest.raises(IntegrityError), transaction.atomic():
        part.roles.update(**wrong)


def test_the_database_refuses_one_more_than_the_number(make_call):
    make_call()
    with pytest.raises(IntegrityError), transaction.atomic():
        CallRole.objects.filter(role="booth").update(taken=2)


@pytest.mark.slow
def test_two_who_give_the_last_place_at_once(
    committed, make_call, apply, decide, officer, stranger, secretariat
):
    call = make_call(roles={"booth": 1})
    parts = [apply(call, officer, "booth"), apply(call, stranger, "booth")]

    def press(part):
        try:
            return len(decide(part, "accepted"))
        except ActionRefused:
            return 0

    assert sorted(in_threads(*(lambda part=part: press(part) for part in parts))) == [0, 1]
    assert sorted(states()) == ["accepted", "applied"]
    assert CallRole.objects.get().taken == 1


@pytest.mark.slow
def test_a_place_given_up_while_another_is_given(committed, make_call, apply, decide, officer, stranger):
    call = make_call(roles={"booth": 1})
    first, second = apply(call, officer, "booth"), apply(call, stranger, "booth")
    decide(first, "accepted")

    def move_up():
        try:
            decide(second, "accepted")
        except ActionRefused:
            """They pressed before the place was free."""

    give_up = {"participation": first, "roles": ["booth"], "reason": "都合", "by": officer}
    in_threads(move_up, lambda: withdraw_roles(**give_up))
    taken = ParticipationRole.objects.filter(state="accepted").count()
    assert CallRole.objects.get().taken == taken
