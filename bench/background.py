"""What the worker is measured by: a burst of replies, an account mail in a hurry, a silent mail server."""

import datetime
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from bench import wire
from bench.posting import post_replies, watched_topics
from bench.smtp_sink import MailSink
from board.drafts.actions import draft_topic
from board.notifications.models import Notification
from board.topics.models import Topic
from common import jobs
from common.clock_runs.actions import RUN_TASK
from common.outbox.actions import MailMessage, send_mails
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_many
from members.users.models import User

REPLIES = 120
WAITING_JOBS, WAITING_MAILS = 4_000, 1_000  # texts to index, and mails to many
UNDELIVERED = 155  # mails that wait at the silent mail server
PUBLICATION = "board.publish_due_topic"  # as the clock calls it
RESET, FORM = "/accounts/password/reset/", "application/x-www-form-urlencoded"
LONGEST = 90.0  # seconds; what is not done by then counts as that


@dataclass(frozen=True)
class Burst:
    """Seconds from the first reply until all were told, and until all their mails had left."""

    replies: int
    told: float
    mailed: float
    mails: int


def measure_burst(port: int, sink: MailSink, users: Iterable[User]) -> Burst:
    since, started, before = timezone.now(), time.monotonic(), len(sink.taken)
    posted = post_replies(port=port, users=users, topics=watched_topics(REPLIES))
    if posted.refused or not posted.number:
        raise RuntimeError(f"{posted.number} replies were taken, {posted.refused} refused.")
    told = _wait(lambda: _told(since) >= posted.number, started)
    mailed = _wait(lambda: not _mails_wait(), started) if told < LONGEST else LONGEST
    return Burst(posted.number, told, mailed, len(sink.taken) - before)


def measure_account_mail(port: int, sink: MailSink, user: User) -> float:
    """Seconds until the code for a new password arrives, asked for while 5,000 jobs wait."""
    refresh_index_many(Topic.objects.order_by("pk")[:WAITING_JOBS])
    send_mails(_mails("many", WAITING_MAILS))
    started = time.monotonic()
    _ask_for_new_password(port, user)
    waited = _wait(lambda: sink.taken_at(user.email) is not None, started)
    return waited if waited == LONGEST else sink.taken_at(user.email) - started


@dataclass(frozen=True)
class Silence:
    """Seconds until a reply was told and a due topic published while mails got no answer."""

    told: float
    published: float


def measure_silence(port: int, sink: MailSink, users: list[User]) -> Silence:
    send_mails(_mails("silent", UNDELIVERED))
    _wait(lambda: sink.connections > 0, time.monotonic())
    time.sleep(2)  # whatever would wait for the silent server does so by now
    due = _due_topic(users[0])
    since, started = timezone.now(), time.monotonic()
    jobs.defer(RUN_TASK, name=PUBLICATION)
    post_replies(port=port, users=users[1:2], topics=watched_topics(1))
    seconds: dict[str, float] = {}

    def both() -> bool:
        now = time.monotonic() - started
        if _told(since):
            seconds.setdefault("told", now)
        if Topic.objects.filter(pk=due.pk, state=Topic.State.OPEN).exists():
            seconds.setdefault("published", now)
        return len(seconds) == 2

    _wait(both, started)
    return Silence(seconds.get("told", LONGEST), seconds.get("published", LONGEST))


def await_worker() -> None:
    _wait(lambda: ProcrastinateWorker.objects.exists(), time.monotonic())


def forget_waiting() -> None:
    """What was not done stays undone: the next measure begins with an empty queue. No worker may run."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED).update(state=OutgoingMail.State.SKIPPED)


def _due_topic(by: User) -> Topic:
    """A draft that should have been published a minute ago."""
    values = {"title": "予約した投稿", "body": "予約した時刻に公開します。", "themes": ["migration"]}
    topic = draft_topic(by=by, kind=Topic.Kind.NOTICE, values=values)
    at = timezone.now() - datetime.timedelta(minutes=1)
    Topic.objects.filter(pk=topic.pk).update(publish_at=at, scheduled_by=by)
    return topic


def _ask_for_new_password(port: int, user: User) -> None:
    token = get_random_string(32)
    headers = {"Cookie": f"{settings.CSRF_COOKIE_NAME}={token}", "Content-Type": FORM}
    link = wire.connect(port)
    link.request("POST", RESET, urlencode({"email": user.email, "csrfmiddlewaretoken": token}), headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    if answer.status != 302:
        raise RuntimeError(f"Asking for a new password was answered with {answer.status}.")


def _told(since: datetime.datetime) -> int:
    told = Notification.objects.filter(reply__created_at__gte=since)
    return told.values("reply").distinct().count()


def _mails_wait() -> bool:
    live = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exclude(
        queue_name__in=["index", "pictures"]
    )
    soon = timezone.now() + datetime.timedelta(hours=1)
    waiting = live.exclude(scheduled_at__gt=soon)
    return waiting.exists() or OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED).exists()


def _wait(holds: Callable[[], bool], started: float) -> float:
    """Seconds since `started` when it came to hold; LONGEST where it did not."""
    while not holds():
        if time.monotonic() - started > LONGEST:
            return LONGEST
        time.sleep(0.05)
    return time.monotonic() - started


def _mails(name: str, number: int) -> list[MailMessage]:
    return [
        MailMessage(f"bench:{name}:{place}", f"{name}{place}@bulk.example", "件名", "本文", "bench.filler")
        for place in range(number)
    ]
