"""Mails that nobody can decline are asked again before they leave: the mail server may have been down."""

import datetime

import pytest

from board.assignments.actions import assign_topic, finish_assignment
from board.assignments.emails import remind_assignments
from board.assignments.models import Assignment
from board.audience_changes.actions import change_audience
from board.moderation.actions import hide_reply as moderation_hide_reply
from board.moderation.actions import hide_topic, lock_topic, move_topic, show_reply, show_topic, unlock_topic
from board.reply_capacity.actions import mark_reply
from board.topics.audience import Audience
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.users.models import User
from tests.board.jobs import told

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


def left(purpose) -> set[str]:
    """The post room opens again: the addresses whose mails of this purpose left."""
    for mail in OutgoingMail.objects.filter(purpose=purpose, state=OutgoingMail.State.QUEUED):
        delivery.deliver(mail)
    told_why = OutgoingMail.objects.filter(purpose=purpose, state=OutgoingMail.State.FAILED).values_list(
        "last_error", flat=True
    )
    assert set(told_why) <= {"送る前に状況が変わったため、送りませんでした。"}
    return set(
        OutgoingMail.objects.filter(purpose=purpose, state=OutgoingMail.State.SENT).values_list(
            "to", flat=True
        )
    )


@pytest.fixture
def reply(topic, ward_officer, make_reply):
    return make_reply(topic, ward_officer)


def hide(topic, reply, by):
    hide_topic(topic=topic, by=by, reason="確認中")


def lock(topic, reply, by):
    lock_topic(topic=topic, by=by, reason="確認中")


def move(topic, reply, by):
    move_topic(topic=topic, by=by, kind="call", reason="確認中")


def hide_reply(topic, reply, by):
    moderation_hide_reply(reply=reply, by=by, reason="確認中")


UNDO = {
    hide: lambda topic, reply, by: show_topic(topic=topic, by=by),
    lock: lambda topic, reply, by: unlock_topic(topic=topic, by=by),
    move: lambda topic, reply, by: move_topic(topic=topic, by=by, kind="proposal", reason="戻す"),
    hide_reply: lambda topic, reply, by: show_reply(reply=reply, by=by),
}


@pytest.mark.parametrize("deed", UNDO)
def test_owner_told_leaves_while_it_holds(deed, topic, reply, secretariat):
    deed(topic, reply, secretariat)
    assert told("board.owner_told") == left("board.owner_told")
    assert len(left("board.owner_told")) == 2


@pytest.mark.parametrize("deed", UNDO)
def test_owner_told_stays_when_undone(deed, topic, reply, secretariat):
    deed(topic, reply, secretariat)
    assert told("board.owner_told")
    UNDO[deed](topic, reply, secretariat)
    assert left("board.owner_told") == set()
    told("board.owner_told")
    assert len(left("board.owner_told")) == 2  # of the undoing


def test_owner_told_stays_where_the_writer_left(topic, reply, officer, secretariat):
    hide(topic, reply, secretariat)
    told("board.owner_told")
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert left("board.owner_told") == {officer.section.mailbox}


def unmark(topic, reply, ward_officer, secretariat):
    mark_reply(reply=reply, by=ward_officer, standing="")


def cover_reply(topic, reply, ward_officer, secretariat):
    moderation_hide_reply(reply=reply, by=secretariat, reason="確認中")


def cover_topic(topic, reply, ward_officer, secretariat):
    hide_topic(topic=topic, by=secretariat, reason="確認中")


def test_reply_marked_leaves_while_it_is_marked(topic, reply, ward_officer, officer):
    mark_reply(reply=reply, by=ward_officer, standing="official")
    told("board.reply_marked")
    assert left("board.reply_marked") == {officer.email, officer.section.mailbox}


@pytest.mark.parametrize("meanwhile", [unmark, cover_reply, cover_topic])
def test_reply_marked_stays_when_it_is_not_so_any_more(meanwhile, topic, reply, ward_officer, secretariat):
    mark_reply(reply=reply, by=ward_officer, standing="official")
    assert told("board.reply_marked")
    meanwhile(topic, reply, ward_officer, secretariat)
    assert left("board.reply_marked") == set()


@pytest.fixture
def assigned(topic, officer, ward_officer, make_user, koto):
    """江東区 gave 堺市's topic to one colleague, then to another."""
    first = make_user("first@koto.example", koto, "江東 一郎")
    second = make_user("second@koto.example", koto, "江東 二郎")
    assign_topic(topic=topic, by=ward_officer, assignee=first)
    told("board.topic_assigned")
    return assign_topic(topic=topic, by=ward_officer, assignee=second, known=first.pk)


def test_topic_assigned_goes_to_who_holds_it_now(assigned):
    told()
    assert left("board.topic_assigned") == {"second@koto.example"}
    assert left("board.assignment_passed") == {"first@koto.example"}


def test_topic_assigned_stays_when_it_is_done(assigned, ward_officer):
    told()
    finish_assignment(assignment=assigned, by=ward_officer)
    assert left("board.topic_assigned") == left("board.assignment_passed") == set()


def test_topic_assigned_stays_where_its_organisation_reads_no_more(assigned, topic, officer, kushiro):
    told()
    change_audience(topic=topic, by=officer, audience=Audience.CHOSEN, organizations=[kushiro], cut_off=[])
    assert left("board.topic_assigned") == left("board.assignment_passed") == set()


@pytest.mark.parametrize("meanwhile", ["", "done", "another_day"])
def test_assignment_due_stays_when_done_or_put_off(meanwhile, assigned, ward_officer):
    friday, monday = datetime.date(2026, 11, 27), datetime.date(2026, 11, 30)
    row = Assignment.objects.filter(pk=assigned.pk)
    row.update(due=monday, at=LONG_AGO)
    assert remind_assignments(friday) == 1
    if meanwhile == "done":
        finish_assignment(assignment=assigned, by=ward_officer)
    elif meanwhile:
        row.update(due=monday + datetime.timedelta(days=7))
    assert left("board.assignment_due") == (set() if meanwhile else {"second@koto.example"})
