"""Every address of the board × everybody: the statuses of refusal_table.py, and no address without a line."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from board.archives.actions import request_archive
from board.assignments.actions import assign_topic
from board.closing.actions import close_topic
from board.merges.actions import merge_topic
from board.moderation.actions import hide_post, lock_topic
from board.pins.actions import pin_topic
from board.reports.actions import report_post
from board.reports.models import Report
from board.topic_lists.models import SavedFilter
from board.topics.models import Topic
from tests.board.refusal_table import PUBLIC, READ_BY_ALL, READS, STATES, WRITES
from tests.refusals import CAST, Line, rolled_back_status, status_of, url_names

LINES = READS | WRITES
pytestmark = pytest.mark.django_db


def test_every_address_of_the_board_has_its_line():
    missing = sorted(url_names("board") - set(LINES) - PUBLIC)
    assert not missing, (
        f"No line in tests/board/refusal_table.py for {missing}: say in READS or WRITES what stands in the"
        f" address, what is posted, and the status of each of {CAST}."
    )
    assert not set(LINES) - url_names("board"), "These lines have no address any more."


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def subjects(cast, make_draft, make_topic, make_reply):
    """What a line can name: each is made for one line and person, and rolled back."""
    officer, ward, secretariat = cast["officer"], cast["ward_officer"], cast["secretariat"]

    def reply():
        return make_reply(make_topic(officer), ward)

    def narrowed(audience):
        topic = make_topic(officer)
        Topic.objects.filter(pk=topic.pk).update(audience=audience)
        return topic

    def merged():
        topic, into = make_topic(officer), make_topic(officer)
        return merge_topic(topic=topic, by=secretariat, into=into, reason="重複のため")

    def pinned():
        until = timezone.localdate() + datetime.timedelta(days=7)
        return pin_topic(topic=make_topic(officer), by=secretariat, until=until)

    def assignment():
        return assign_topic(
            topic=make_topic(officer),
            by=officer,
            assignee=cast["colleague"],
        )

    return {
        "topic": lambda: make_topic(officer),
        "draft": lambda: make_draft(officer, Topic.Kind.NOTICE),
        "hidden": lambda: hide_post(post=make_topic(officer), by=secretariat, reason="理由"),
        "locked": lambda: lock_topic(topic=make_topic(officer), by=secretariat, reason="理由"),
        "closed": lambda: close_topic(topic=make_topic(officer), by=officer),
        "merged": merged,
        "for_wards": lambda: narrowed("wards"),
        "for_chosen": lambda: narrowed("chosen"),
        "reply": reply,
        "hidden_reply": lambda: hide_post(post=reply(), by=secretariat, reason="理由"),
        "report": lambda: report_post(post=make_topic(officer), by=cast["stranger"], reason="wrong", text="")[
            0
        ],
        "asking": lambda: make_topic(officer, asks_read_receipts=True),
        "promotion": lambda: make_topic(officer, Topic.Kind.PROMOTION),
        "pinned": pinned,
        "version": lambda: make_draft(officer, Topic.Kind.NOTICE).versions.get(),
        "filter": lambda: SavedFilter.objects.create(user=officer, name="提案", query="kind=proposal"),
        "assignment": assignment,
        "archive": lambda: request_archive(with_hidden=False, with_talks=False, by=secretariat),
    }


@pytest.mark.parametrize("name", LINES)
def test_everybody_gets_their_status(name, cast, subjects, browser):
    line = LINES[name]
    make = subjects.get(line.subject)
    got = {who: rolled_back_status(make, f"board:{name}", line, browser(cast[who])) for who in CAST}
    assert got == line.expected


@pytest.mark.parametrize("name", sorted(set(WRITES) - READ_BY_ALL))
def test_who_may_not_write_may_not_open_the_form(name, cast, subjects, browser):
    line = WRITES[name]
    make = subjects.get(line.subject)
    for who, status in line.expected.items():
        if status in (403, 404):
            client = browser(cast[who])
            assert rolled_back_status(make, f"board:{name}", line, client, "get") in (status, 405), who


@pytest.mark.parametrize("name", LINES)
def test_visitors_and_former_members_get_nothing(name, cast, subjects, browser, visitor):
    line = LINES[name]
    address = f"board:{name}"
    with transaction.atomic():
        subject = subjects[line.subject]() if line.subject in subjects else None
        assert status_of(address, line, subject, visitor) == 401
        suspended, former = browser(cast["officer"]), browser(cast["colleague"])
        cast["officer"].is_active = False
        cast["officer"].save(update_fields=["is_active"])
        assert status_of(address, line, subject, suspended) == 401
        organization = cast["colleague"].organization
        organization.withdrawn_on = timezone.localdate() - datetime.timedelta(days=1)
        organization.save(update_fields=["withdrawn_on"])
        assert status_of(address, line, subject, former) == 403
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", STATES)
def test_topics_in_unusual_states(state, cast, subjects, browser):
    page, others = STATES[state]
    for name, statuses in {"topic-detail": page, **others}.items():
        line = LINES[name]
        got = {
            who: rolled_back_status(subjects[state], f"board:{name}", line, browser(cast[who]))
            for who in CAST
        }
        assert got == Line("", statuses).expected, f"{name} of a topic that is {state}"


def test_replies_of_narrowed_topics_are_nobodys_to_report(cast, make_topic, make_reply, browser):
    reply = make_reply(make_topic(cast["officer"]), cast["officer"])
    Topic.objects.update(audience="chosen")
    answer = browser(cast["stranger"]).post(
        reverse("board:reply-report", args=[reply.pk]), {"reason": "wrong"}
    )
    assert answer.status_code == 404
    assert not Report.objects.exists()
