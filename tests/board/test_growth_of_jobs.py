"""What the worker asks touches as many blocks when ten times as many replies and mails are kept."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from board.digests.emails import _send_batch
from board.digests.rules import cutoffs
from board.notifications.models import Notification
from board.replies.queries import repliers_of
from board.reply_posting.emails import ReplyPosted, send_gathered_replies
from board.subscriptions.models import NotificationRhythm
from common import jobs
from common.clock_runs.actions import queue_due_jobs
from common.outbox.actions import requeue_lost_mails
from common.outbox.delivery import deliver_bag
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index
from tests.growth import analyze, blocks_read, copy_row
from tests.worker import write

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW, MANY = 3_000, 27_000
WORKDAY = datetime.datetime(2026, 11, 24, 8, 31, tzinfo=timezone.get_default_timezone())
OLD = "now() - interval '40 days'"


@pytest.fixture
def thread(topic, stranger, ward_officer, colleague, make_reply):
    """A topic of which everybody in the cast was told; one wants digests, and one reply is put off."""
    NotificationRhythm.objects.create(user=colleague, rhythm="daily")
    write(ReplyPosted, make_reply(topic, ward_officer))
    write(ReplyPosted, make_reply(topic, stranger))
    yesterday = WORKDAY - datetime.timedelta(days=1)
    Notification.objects.filter(user=colleague).update(created_at=yesterday)
    return topic


def grow(thread, other, officer, number):
    """What is kept of other topics: of the same people, to the same addresses, and of today."""
    reply = {
        "topic_id": f"{other.pk}",
        "number": f"{number} * 100 + g",
        "activity_no": f"{number} * 1000 + g",
    }
    copy_row("board_reply", thread.replies.first().pk, number, **reply)
    settled = {"created_at": OLD, "settled_at": OLD, "outcome": "'mailed'", "mail_id": "null"}
    told = settled | {"topic_id": f"{other.pk}", "reply_id": "null", "event": f"'kept:{number}:' || g"}
    copy_row("board_notification", Notification.objects.filter(user=officer)[0].pk, number, **told)
    mail = OutgoingMail.objects.filter(to=officer.email)[0].pk
    sent = {"state": "'sent'", "sent_at": OLD}
    old = sent | {"key": f"'old:{number}:' || g", "created_at": OLD}
    today = sent | {
        "key": f"'today:{number}:' || g",
        "to": "g || '@city.example'",
        "created_at": "now()",
    }
    copy_row("common_outgoingmail", mail, number, **old)
    copy_row("common_outgoingmail", mail, number, **today)
    job = ProcrastinateJob.objects.order_by("id")[0].pk
    copy_row("procrastinate_jobs", job, number, status="'failed'", queueing_lock="null")
    analyze()


def fetch():
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_fetch_job_v2(%s, NULL)", [["default", "index"]])


WORK = {
    "repliers": lambda topic: repliers_of(topic, before=topic.reply_count + 1),
    "a reply told": lambda topic: ReplyPosted.find(topic.replies.order_by("-number")[0].pk, {}).write(),
    "replies gathered": lambda topic: send_gathered_replies(topic.pk),
    "a bag delivered": lambda topic: deliver_bag(
        list(OutgoingMail.objects.filter(state="queued").values_list("pk", flat=True))
    ),
    "digests": lambda topic: _send_batch(cutoffs(WORKDAY), ["colleague@city.example"]),
    "index queued": refresh_index,
    "clock": lambda topic: queue_due_jobs(timezone.now()),
    "/readyz": lambda topic: jobs.waiting_seconds(),
    "next job": lambda topic: fetch(),
    "lost mails": lambda topic: requeue_lost_mails(),
}


def test_what_the_worker_asks_does_not_grow(thread, officer, stranger, colleague, make_topic, make_reply):
    make_reply(thread, stranger)  # not told yet
    other = make_topic(officer)
    grow(thread, other, officer, FEW)
    few = {name: blocks_read(lambda work=work: work(thread)) for name, work in WORK.items()}
    grow(thread, other, officer, MANY)
    many = {name: blocks_read(lambda work=work: work(thread)) for name, work in WORK.items()}
    grown = [
        f"{name}: {read} blocks, then {many[name][statement]}: {statement}"
        for name, statements in few.items()
        for statement, read in statements.items()
        if many[name][statement] > 1.2 * read + 64  # what is written finds its place in larger files
    ]
    assert not grown, "\n".join(grown)
    assert [name for name in WORK if not few[name]] == []
