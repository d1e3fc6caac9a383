"""What happened on the board is told to each owner of notifications at once, in a digest, or not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from operator import attrgetter

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from board.notifications.models import Notification
from board.notifications.planning import plan_notifications
from board.notifications.queries import PendingNotification, pending_notifications, start_of_day
from board.notifications.text_layout import wrapped
from board.replies import quotes
from board.replies.models import Reply
from board.subscriptions import unsubscribe_links
from common import japanese_calendar
from common.outbox.mails import WATCHED, Mail, declared_mails, write_all

MAIL_EXCERPT = 600
UNREADABLE = "送る前に、投稿が見られなくなったか、通知が止められたため、送りませんでした。"
NAMED = "\n貴団体が名指しされています。"
LAST = (
    "\n\n本日の掲示板の通知は、このメールで上限の{cap}通になりました。\n"
    "これより後の分は、次の開庁日の朝にまとめてお送りします。"
)


class WatchedMail(Mail, abstract=True):
    """Something that happened on the board. What `write` does not mail at once waits for a digest."""

    rhythm = WATCHED
    personal = ("stop", "named", "last")
    headers = {
        "List-Unsubscribe": "<{stop}one-click/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    no_longer_holds = UNREADABLE
    occasion = Notification.Occasion.STEP

    def __init__(self, about, **values):
        super().__init__(about, **values)
        self.told: dict[str, list[PendingNotification]] = {}  # by address, while it is written
        self.sent_today = Counter()

    # --- what happened ---

    summary: str  # what a digest says of it, in at most MAX_SUMMARY characters
    topic = property(attrgetter("about"))
    reply: Reply | None = None
    by = None  # the person who did it, who is not notified; None where nobody did

    @property
    def event(self) -> str:
        """What makes it one event: nobody is notified of it twice."""
        return f"{self.purpose}:{self.about.pk}"

    @property
    def activity_no(self) -> int:
        """Who has read up to it need not be told in a digest."""
        return (self.reply or self.topic).activity_no

    @property
    def section_id(self) -> int | None:
        """In whose name it was done: its mailbox is not notified."""
        return self.by.section_id if self.by else None

    def mentioned(self) -> list[int]:
        """The organisations that it mentions."""
        return []

    def is_true(self) -> bool:
        """Whether it may be told: topic and reply are not hidden."""
        return not self.topic.is_hidden and not (self.reply and self.reply.is_hidden)

    # --- writing ---

    @transaction.atomic
    def write(self) -> int:
        """Plan the notifications, and mail those who want it at once as far as today's cap allows."""
        if not self.is_true():
            return 0
        wanted = wanted_at_once(pending_notifications(plan_notifications(self)))
        later = self.put_off(wanted)
        return self.mail({to: rows for to, rows in wanted.items() if to not in later})

    def put_off(self, wanted: Mapping[str, list[PendingNotification]]) -> Collection[str]:
        """Those addresses that are told later, of several things in one mail."""
        return ()

    def mail(self, wanted: Mapping[str, list[PendingNotification]]) -> int:
        """Mail these notifications to their addresses as far as today's cap allows; returns how many."""
        self.sent_today = _sent_today(wanted)
        cap = settings.NOTICE_DAILY_CAP
        self.told = {to: rows for to, rows in wanted.items() if self.sent_today[to] < cap}
        written = write_all([self], batch=None)
        keys = {self.key(to): [row.pk for row in rows] for to, rows in self.told.items()}
        settle(keys, Notification.Outcome.MAILED)
        return written

    def recipients(self):
        return self.told

    def holding(self, addresses: Collection[str]) -> set[str]:
        return set(addresses)  # asked a moment ago, all at once

    def still_holds(self, to: str) -> bool:
        """It is still so, and one who is told may still read it and has not stopped it."""
        if self.is_true() and self._holding_mails[self.row.pk]:
            return True
        Notification.objects.filter(mail=self.row).update(outcome=Notification.Outcome.DROPPED)
        return False

    @cached_property
    def _holding_mails(self) -> dict[int, bool]:
        """For each mail that leaves together with this one, whether it may still tell somebody."""
        mails = dict(Notification.objects.filter(mail__in=self.rows).values_list("pk", "mail"))
        holds = defaultdict(bool)
        for row in pending_notifications(mails):
            holds[mails[row.pk]] |= row.still_holds
        return holds

    def context(self) -> dict:
        post = self.reply or self.topic
        text = _reply_text(post.pk) if self.reply else post.body
        return {
            "topic": self.topic,
            "reply": self.reply,
            "excerpt": wrapped(text, MAIL_EXCERPT),
            "path": post.get_absolute_url(),
        }

    def personal_values(self, addresses: Collection[str]) -> dict[str, dict[str, str]]:
        return {to: self._personal(to, self.told[to]) for to in addresses}

    def _personal(self, to: str, rows: list[PendingNotification]) -> dict[str, str]:
        path = unsubscribe_links.unsubscribe_path(self.topic.pk, [row.owner for row in rows])
        cap = settings.NOTICE_DAILY_CAP
        return {
            "stop": settings.SITE_URL + path,
            "named": NAMED if any(row.occasion == Notification.Occasion.MENTION for row in rows) else "",
            "last": LAST.format(cap=cap) if self.sent_today[to] + 1 == cap else "",
        }


def wanted_at_once(rows: Iterable[PendingNotification]) -> dict[str, list[PendingNotification]]:
    """By address what may be mailed now; two owners who share an address get one mail."""
    by_address = defaultdict(list)
    for row in rows:
        if row.still_holds and not row.undeliverable:
            by_address[row.address].append(row)
    return {to: rows for to, rows in by_address.items() if any(row.rhythm == "at_once" for row in rows)}


def _reply_text(pk: int) -> str:
    """What it quotes may be hidden by the time the worker comes to it."""
    return quotes.readable_text(Reply.objects.with_quoted().get(pk=pk))


_SETTLE = """
UPDATE board_notification l SET mail_id = mail.id, settled_at = %(now)s, outcome = %(outcome)s
FROM unnest(%(ids)s::bigint[], %(keys)s::text[]) AS sent (id, key)
JOIN common_outgoingmail mail ON mail.key = sent.key
WHERE l.id = sent.id
"""


def settle(mailed: dict[str, list[int]], outcome: str) -> None:
    """Note on the notifications by which mail (by its key) they were sent; one statement."""
    pairs = [(pk, key) for key, ids in mailed.items() for pk in ids]
    sent = {"ids": [pk for pk, _ in pairs], "keys": [key for _, key in pairs]}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {**sent, "now": timezone.now(), "outcome": outcome})


def settle_without_mail(ids: list[int], outcome: str) -> None:
    Notification.objects.filter(pk__in=ids).update(settled_at=timezone.now(), outcome=outcome)


def drop_unreadable(row) -> bool:
    """Whether something that this mail tells may not be read any more: the rest of it waits as if untold."""
    told = Notification.objects.filter(mail=row)
    gone = [one.pk for one in pending_notifications(told.values_list("pk", flat=True)) if not one.still_holds]
    if gone:
        told.filter(pk__in=gone).update(outcome=Notification.Outcome.DROPPED)
        untell(told.exclude(pk__in=gone))
    return bool(gone)


def untell(told) -> None:
    """They wait again, as if no mail had been written of them."""
    told.update(settled_at=None, outcome="", mail=None)


# address by address, so that neither their mails of before nor the mails of others are read
_SENT_TODAY = """
SELECT address, (SELECT count(*) FROM common_outgoingmail mail
                 WHERE lower(mail."to") = address AND mail.purpose = ANY(%(purposes)s::text[])
                   AND mail.created_at >= %(today)s)
FROM unnest(%(addresses)s::text[]) AS address
"""


def _sent_today(addresses: Iterable[str]) -> Counter:
    """How many mails of single events each address was sent today."""
    purposes = [purpose for purpose, mail in declared_mails().items() if issubclass(mail, WatchedMail)]
    today = start_of_day(japanese_calendar.today())
    with connection.cursor() as cursor:
        cursor.execute(_SENT_TODAY, {"addresses": list(addresses), "purposes": purposes, "today": today})
        return Counter(dict(cursor.fetchall()))
