"""Inviting many in one act, and reminding those of which nothing was heard."""

import datetime
import time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.japanese_calendar import add_working_days, today
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from common.seed_data import read_rows
from events.calls.models import ExhibitorCall
from events.invitations.actions import invite_bodies, remind_silent, remind_when_due
from events.invitations.models import Invitation
from events.invitations.plan import Invitee, Planner
from events.invitations.queries import calls_near_due
from events.participations.models import Participation, ParticipationRole
from members.local_governments.models import LocalGovernment
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def invite(secretariat):
    """Invite what these lines name: `invite(call, "堺市", roles=["panel"])`."""

    def one(call, *lines, by=secretariat, roles=("panel",)):
        plan = Planner(call.event).plan([], "", list(lines))
        assert not plan.asked
        invitees = [*plan.invitees.values(), *plan.addressed.values()]
        return invite_bodies(call=call, by=by, roles=roles, invitees=invitees)

    return one


def test_372_bodies_with_two_roles_in_one_act(
    make_call, invite, local_governments, secretariat, django_assert_max_num_queries
):
    call = make_call(roles={"panel": None, "pamphlet": None})
    lines = [f"{row['prefecture']}{row['name']}" for row in read_rows("agreement_members.csv")]
    began = time.process_time()
    with django_assert_max_num_queries(40):
        parts = invite(call, *lines, roles=["panel", "pamphlet"])
    assert time.process_time() - began < 2
    assert len(parts) == Invitation.objects.silent().count() == 372
    assert ParticipationRole.objects.filter(state="invited").count() == 744
    entry = AuditEntry.objects.get(verb="events.bodies_invited")
    assert entry.facts["bodies"] == 372


def test_whoever_is_there_already_is_not_invited_again(make_call, apply, invite, officer, sakai, kushiro):
    call = make_call(roles={"panel": None, "booth": None})
    apply(call, officer, "booth")
    Participation.objects.create(event=call.event, local_government=kushiro.local_government)
    Participation.objects.create(event=call.event, name="見本の会", came_by="invitation")
    plan = Planner(call.event).plan([], "", ["堺市", "釧路市", "江東区", "江東区"])
    assert ([one.name for one in plan.invitees.values()], plan.repeated) == (["東京都江東区"], 1)
    assert len(plan.there) == 2
    with pytest.raises(ActionRefused, match="招待する団体がありません"):
        invite(call, "堺市", "釧路市")
    parts = invite(call, "江東区", "堺市")
    assert [part.full_name for part in parts] == ["東京都江東区"]
    assert invite_bodies(
        call=call, by=call.saved_by, roles=["panel"], invitees=[Invitee("別の会", mail="a@kai.example")]
    )
    with pytest.raises(ActionRefused):
        invite_bodies(call=call, by=call.saved_by, roles=["panel"], invitees=[Invitee("見本の会")])


def test_members_and_others_are_told_at_their_own_address(make_call, invite, sakai, officer):
    call = make_call()
    LocalGovernment.objects.filter(code="132012").delete()
    other = LocalGovernment.objects.create(
        code="132012", prefecture="東京都", name="八王子市", kind="city", source="試験"
    )
    parts = invite(call, "堺市 other@city.example", "八王子市 kikaku@hachioji.example")
    assert [(part.organization, part.contact_email) for part in parts] == [
        (sakai, ""),
        (None, "kikaku@hachioji.example"),
    ]
    assert parts[1].local_government == other
    write_mails("events.exhibitor_invited")
    rows = OutgoingMail.objects.filter(purpose="events.exhibitor_invited")
    assert set(rows.values_list("to", flat=True)) == {
        sakai.sections.get().mailbox,
        officer.email,
        "kikaku@hachioji.example",
    }
    assert "確認コード" not in rows.get(to=officer.email).body


def test_a_body_without_an_address_is_told_at_the_one_that_is_typed_later(
    make_call, invite, local_governments
):
    call = make_call()
    (part,) = invite(call, "当別町")
    write_mails("events.exhibitor_invited")
    assert not OutgoingMail.objects.filter(purpose="events.exhibitor_invited").exists()
    for address, told in [("a@town.example", 1), ("b@town.example", 2)]:
        assert invite(call, f"当別町 {address}") == [part]
        write_mails("events.exhibitor_invited")
        assert OutgoingMail.objects.filter(purpose="events.exhibitor_invited", state="queued").count() == told
        part.refresh_from_db()
        assert (part.contact_email, Invitation.objects.get().email) == (address, address)
    with pytest.raises(ActionRefused, match="招待する団体がありません"):
        invite(call, "当別町 b@town.example")
    part.answered_at, part.answered_by_name = timezone.now(), "町 一郎"
    part.save()
    with pytest.raises(ActionRefused):
        invite(call, "当別町 c@town.example")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opened_at": None, "opened_by": None}, "募集を始めてから"),
        ({"apply_until": today() - DAY}, "申込期限"),
        ({"opens_on": today() + DAY}, "から受け付けます"),
    ],
)
def test_nobody_is_invited_who_could_not_answer(make_call, invite, sakai, change, words):
    call = make_call()
    ExhibitorCall.objects.filter(pk=call.pk).update(**change)
    for act in (lambda: invite(call, "堺市"), lambda: remind_silent(call=call, by=call.saved_by)):
        with pytest.raises(ActionRefused, match=words):
            act()
    assert not Participation.objects.exists()


def test_only_offered_roles_by_those_who_run_the_event(make_call, invite, sakai, officer):
    call = make_call(roles={"panel": None})
    for roles in ([], ["booth"]):
        with pytest.raises(ActionRefused, match="いまは募集していません"):
            invite(call, "堺市", roles=roles)
    for act in (lambda: invite(call, "堺市", by=officer), lambda: remind_silent(call=call, by=officer)):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_at_once(make_call, invite, sakai, kushiro):
    call = make_call()

    def act():
        try:
            return len(invite(call, "堺市", "釧路市"))
        except ActionRefused:
            return 0

    assert sorted(in_threads(act, act)) == [0, 2]
    assert Participation.objects.count() == 2


def test_the_button_reminds_the_silent_and_not_twice_within_hours(
    make_call, invite, apply, officer, kushiro, secretariat
):
    call = make_call(roles={"panel": None})
    with pytest.raises(ActionRefused, match="未回答の団体はありません"):
        remind_silent(call=call, by=secretariat)
    invite(call, "堺市", "釧路市")
    with pytest.raises(ActionRefused, match="20時間以内"):
        remind_silent(call=call, by=secretariat)
    apply(call, officer, "panel")
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert remind_silent(call=call, by=secretariat) == 1
        with pytest.raises(ActionRefused, match="20時間以内"):
            remind_silent(call=call, by=secretariat)
    write_mails("events.invitation_reminded")
    mails = OutgoingMail.objects.filter(purpose="events.invitation_reminded")
    assert kushiro.sections.get().mailbox in mails.values_list("to", flat=True)
    assert officer.email not in mails.values_list("to", flat=True)


def test_the_clock_reminds_five_and_one_working_day_before(make_call, invite, sakai):
    call = make_call()
    invite(call, "堺市")
    reminded = []
    day = today()
    while day <= call.apply_until + 2 * DAY:
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(10), datetime.UTC), tick=False):
            for due in calls_near_due(timezone.now()):
                reminded += [day] * remind_when_due(call=due, day=day)
        day += DAY
    assert reminded == [add_working_days(call.apply_until, -5), add_working_days(call.apply_until, -1)]


def test_the_clock_reminds_nobody_who_answered_or_was_just_told(make_call, invite, apply, officer, kushiro):
    call = make_call(roles={"panel": None})
    invite(call, "堺市", "釧路市")
    apply(call, officer, "panel")
    day = add_working_days(call.apply_until, -5)
    Invitation.objects.update(told_at=timezone.now() + DAY * (day - today()).days)
    assert remind_when_due(call=call, day=day) == 0
    Invitation.objects.update(told_at=timezone.now())
    assert remind_when_due(call=call, day=day) == 1
