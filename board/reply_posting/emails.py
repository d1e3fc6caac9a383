"""Replies are told at once; who was told of one a moment ago gets what follows within minutes in one mail."""

import datetime
from collections import defaultdict
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from board.notifications.emails import WatchedMail, drop_unreadable, settle_without_mail, wanted_at_once
from board.notifications.models import MAX_SUMMARY, Notification
from board.notifications.planning import lock_notifications
from board.notifications.queries import (
    GATHER,
    GATHERED_BY,
    PendingNotification,
    fetch_pending,
)
from board.notifications.text_layout import wrapped
from board.replies import quotes
from board.replies.models import Reply
from board.topics.models import Topic
from common import jobs
from common.outbox.models import OutgoingMail
from common.text import excerpt

GATHER_TASK = "board.send_gathered_replies"
MAX_LISTED = 10  # replies in one mail; the page has them all
LISTED_EXCERPT = 200
WRITTEN_ANEW = "（読めなくなった返信があるため、送らずに作り直しました）"


class ReplyPosted(WatchedMail):
    """The owner's section and officers and those who replied before, when a reply is posted."""

    about = Reply
    related = ("topic__section__organization", "topic__organization", "organization", "section", "author")
    label = "掲示板: 返信の通知"
    occasion = Notification.Occasion.REPLY
    topic = property(attrgetter("about.topic"))
    reply = property(attrgetter("about"))
    by = property(attrgetter("about.author"))
    section_id = property(attrgetter("about.section_id"))

    @property
    def summary(self):
        return excerpt(f"返信{self.about.number} {self.about.organization.full_name}", MAX_SUMMARY)

    def mentioned(self):
        return list(self.about.mentions.values_list("organization_id", flat=True))

    def put_off(self, wanted):
        """Who was told of a reply to the topic a moment ago, unless this one mentions them."""
        now = timezone.now()
        told = Notification.objects.filter(
            topic=self.topic,
            created_at__gte=now - 2 * GATHER,  # what is gathered was planned before
            settled_at__gte=now - GATHER,
            event__startswith=f"{self.purpose}:",
            outcome=Notification.Outcome.MAILED,
        )
        owners = set(told.values_list("user_id", "section_id"))
        later = {
            to
            for to, rows in wanted.items()
            if any((row.user_id, row.section_id) in owners for row in rows)
            and not any(row.occasion == Notification.Occasion.MENTION for row in rows)
        }
        if later:
            gather_replies(self.topic.pk, after=GATHER)
        return later


class RepliesGathered(WatchedMail):
    """Who was told of a reply a moment ago, of the `replies` that followed within minutes."""

    about, related = Topic, ("section__organization", "organization")
    label = "掲示板: 続けて投稿された返信の通知"
    occasion = Notification.Occasion.REPLY

    @transaction.atomic
    def write(self):
        lock_notifications()
        return self.mail(_put_off(self.topic.pk).get(tuple(self.facts["replies"]), {}))

    def still_holds(self, to):
        """All that it tells may still be read; else what may be is gathered again."""
        gone = drop_unreadable(self.row)
        if gone:
            # no notification leads to its texts any more, so that a purge would not find them
            OutgoingMail.objects.filter(pk=self.row.pk).update(body=f"{WRITTEN_ANEW}\n")
            gather_replies(self.topic.pk)
        return not gone

    def context(self):
        rows = Reply.objects.with_quoted().select_related("organization", "section")
        replies = list(rows.filter(pk__in=self.facts["replies"]).order_by("number"))
        listed = [
            (reply, wrapped(quotes.readable_text(reply), LISTED_EXCERPT)) for reply in replies[:MAX_LISTED]
        ]
        return {
            "replies": listed,
            "count": len(replies),
            "more": len(replies) - len(listed),
            "path": replies[0].get_absolute_url(),
        }


def gather_replies(topic_id: int, after: datetime.timedelta = datetime.timedelta()) -> None:
    """Have what was put off of the topic mailed then, together with what else is put off until then."""
    jobs.defer_many(
        GATHER_TASK, [{"topic_id": topic_id}], seconds=after.total_seconds(), lock="replies:{topic_id}".format
    )


@transaction.atomic
def send_gathered_replies(topic_id: int) -> int:
    """Mail what was put off of the topic: one mail for each address; returns how many."""
    lock_notifications()
    written = 0
    for replies, wanted in _put_off(topic_id).items():
        if len(replies) == 1:
            mail = ReplyPosted.find(replies[0], {})
        else:
            mail = RepliesGathered.find(topic_id, {"replies": list(replies)})
        written += mail.mail(wanted) if mail else 0
    return written


_PUT_OFF = """l.topic_id = %(topic)s AND l.created_at >= %(since)s AND l.settled_at IS NULL
    AND l.event LIKE %(events)s ORDER BY l.reply_id, l.id"""


def _put_off(topic_id: int) -> dict[tuple[int, ...], dict[str, list[PendingNotification]]]:
    """By the keys of the replies, the addresses that wait for just these; what was read is settled."""
    since, events = timezone.now() - GATHERED_BY, f"{ReplyPosted.purpose}:%"
    rows = fetch_pending(_PUT_OFF, {"topic": topic_id, "since": since, "events": events})
    settle_without_mail([row.pk for row in rows if row.was_read], Notification.Outcome.READ)
    found = defaultdict(dict)
    for to, waiting in wanted_at_once(row for row in rows if not row.was_read).items():
        found[tuple(dict.fromkeys(row.reply_id for row in waiting))][to] = waiting
    return found
