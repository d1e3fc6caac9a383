"""Mails are asked again before they are sent: the mail server may have been down."""

import datetime

import pytest

from board.assignments.actions import assign_topic, finish_assignment
from board.assignments.models import Assignment
from board.assignments.tasks import remind_assignee
from board.audience_changes.actions import change_audience
from board.moderation.actions import hide_post, lock_topic, move_topic, unhide_post, unlock_topic
from board.reply_capacity.actions import set_reply_capacity
from board.topics.audience import Audience
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.users.models import User
from tests.worker import by_clock, told

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


def left(purpose) -> set[str]:
    """The outbox sends again: the addresses whose mails of this purpose were sent."""
    for mail in OutgoingMail.objects.filter(purpose=purpose, state=OutgoingMail.State.QUEUED):
        delivery.deliver(mail)
    told_why = OutgoingMail.objects.filter(purpose=purpose, state=OutgoingMail.State.SKIPPED).values_list(
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
    hide_post(post=topic, by=by, reason="確認中")


def lock(topic, reply, by):
    lock_topic(topic=topic, by=by, reason="確認中")


def move(topic, reply, by):
    move_topic(topic=topic, by=by, kind="call", reason="確認中")


def hide_reply(topic, reply, by):
    hide_post(post=reply, by=by, reason="確認中")


UNDO = {
    hide: lambda topic, reply, by: unhide_post(post=topic, by=by),
    lock: lambda topic, reply, by: unlock_topic(topic=topic, by=by),
    move: lambda topic, reply, by: move_topic(topic=topic, by=by, kind="proposal", reason="戻す"),
    hide_reply: lambda topic, reply, by: unhide_post(post=reply, by=by),
}


@pytest.mark.parametrize("deed", UNDO)
def test_owner_notice_is_sent_while_it_holds(deed, topic, reply, secretariat):
    deed(topic, reply, secretariat)
    assert told("board.owner_notified") == left("board.owner_notified")
    assert len(left("board.owner_notified")) == 2


@pytest.mark.parametrize("deed", UNDO)
def test_owner_notice_is_not_sent_when_undone(deed, topic, reply, secretariat):
    deed(topic, reply, secretariat)
    assert told("board.owner_notified")
    UNDO[deed](topic, reply, secretariat)
    assert left("board.owner_notified") == set()
    told("board.owner_notified")
    assert len(left("board.owner_notified")) == 2  # of the undoing


def test_owner_notice_is_not_sent_where_the_writer_left(topic, reply, officer, secretariat):
    hide(topic, reply, secretariat)
    told("board.owner_notified")
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert left("board.owner_notified") == {officer.section.mailbox}


def unmark(topic, reply, ward_officer, secretariat):
    set_reply_capacity(reply=reply, by=ward_officer, capacity="")


def cover_reply(topic, reply, ward_officer, secretariat):
    hide_post(post=reply, by=secretariat, reason="確認中")


def cover_topic(topic, reply, ward_officer, secretariat):
    hide_post(post=topic, by=secretariat, reason="確認中")


def test_official_answer_changed_is_sent_while_it_holds(topic, reply, ward_officer, officer):
    set_reply_capacity(reply=reply, by=ward_officer, capacity="official")
    told("board.official_answer_changed")
    assert left("board.official_answer_changed") == {officer.email, officer.section.mailbox}


@pytest.mark.parametrize("meanwhile", [unmark, cover_reply, cover_topic])
def test_official_answer_changed_is_not_sent_when_it_holds_no_more(
    meanwhile, topic, reply, ward_officer, secretariat
):
    set_reply_capacity(reply=reply, by=ward_officer, capacity="official")
    assert told("board.official_answer_changed")
    meanwhile(topic, reply, ward_officer, secretariat)
    assert left("board.official_answer_changed") == set()


@pytest.fixture
def assigned(topic, officer, ward_officer, make_user, koto):
    """江東区 assigned 堺市's topic to one colleague, then to another."""
    first = make_user("first@koto.example", koto, "江東 一郎")
    second = make_user("second@koto.example", koto, "江東 二郎")
    assign_topic(topic=topic, by=ward_officer, assignee=first)
    told("board.topic_assigned")
    return assign_topic(topic=topic, by=ward_officer, assignee=second, seen=first.pk)


def test_topic_assigned_goes_to_the_present_assignee(assigned):
    told()
    assert left("board.topic_assigned") == {"second@koto.example"}
    assert left("board.assignment_reassigned") == {"first@koto.example"}


def test_topic_assigned_is_not_sent_when_it_is_done(assigned, ward_officer):
    told()
    finish_assignment(assignment=assigned, by=ward_officer)
    assert left("board.topic_assigned") == left("board.assignment_reassigned") == set()


def test_topic_assigned_is_not_sent_where_its_organisation_reads_no_more(assigned, topic, officer, kushiro):
    told()
    change_audience(
        topic=topic, by=officer, audience=Audience.CHOSEN, organizations=[kushiro], losing_access=[]
    )
    assert left("board.topic_assigned") == left("board.assignment_reassigned") == set()


@pytest.mark.parametrize("meanwhile", ["", "done", "another_day"])
def test_assignment_due_is_not_sent_when_done_or_postponed(meanwhile, assigned, ward_officer):
    friday, monday = datetime.date(2026, 11, 27), datetime.date(2026, 11, 30)
    row = Assignment.objects.filter(pk=assigned.pk)
    row.update(due=monday, at=LONG_AGO)
    assert by_clock(remind_assignee, day=friday) == 1
    if meanwhile == "done":
        finish_assignment(assignment=assigned, by=ward_officer)
    elif meanwhile:
        row.update(due=monday + datetime.timedelta(days=7))
    assert left("board.assignment_due") == (set() if meanwhile else {"second@koto.example"})
