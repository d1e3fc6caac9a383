"""Digest mails: each working day at 8:30, or on the first working day of the week."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from board.digests.queries import due_addresses, due_notifications, had_digests, people_with_list
from board.digests.registry import pending_items_of
from board.digests.rules import cutoffs
from board.notifications.emails import (
    UNREADABLE,
    WatchedMail,
    drop_unreadable,
    settle,
    settle_without_mail,
    untell,
)
from board.notifications.models import Notification
from board.notifications.planning import lock_notifications
from board.notifications.queries import PendingNotification
from board.notifications.text_layout import indented
from board.subscriptions.unsubscribe_links import digest_path
from board.topics.labels import key_point_of
from board.topics.models import Topic
from common import japanese_calendar
from common.outbox.mails import WATCHED, Mail, write_all
from common.work_items import PendingItem
from members.users.models import User

MAX_TOPICS = 20  # in one mail; the unread list on the site has them all
MAX_ITEMS = 20  # in one mail; my page has them all
DONE = "送る前に、対応が済んだか、通知が止められたため、送りませんでした。"
BATCH = 200  # addresses in one transaction
DELETE_SETTLED_AFTER = datetime.timedelta(days=90)  # by then no job needs them any more
DELETE_UNDELIVERED_AFTER = datetime.timedelta(days=60)  # of an address that mail does not reach
INDENT = "    "
ABOUT_DEFAULT = """
このまとめは、はじめてお送りします。
担当部署の共通アドレスには、次のとおりにお送りしています。
・事務局の投稿、返信、名指しは、そのつど
・そのほかの新しい投稿は、週の最初の開庁日の朝に、まとめて1通
毎朝のまとめやそのつどのメールに変えること、止めることができます。
"""


@dataclass
class Entry:
    """What a digest says of one topic."""

    topic: Topic
    summaries: list[str] = field(default_factory=list)
    named: bool = False

    @property
    def happened(self) -> str:
        """新しい投稿(連携提案)、返信2 東京都江東区 ほか3件."""
        more = len(self.summaries) - 2
        shown = "、".join(self.summaries[:2])
        return f"{shown} ほか{more}件" if more > 0 else shown

    @property
    def title(self) -> str:
        return indented(f"第{self.topic.pk}号 {self.topic.title}", INDENT)

    @property
    def about(self) -> str:
        """Who, until when, what happened."""
        has_due = self.topic.deadline and not self.key_point
        deadline = f"期限 {japanese_calendar.wareki(self.topic.deadline)}" if has_due else ""
        happened = f"{'【名指し】' if self.named else ''}{self.happened}"
        parts = [self.topic.organization.full_name, deadline, happened]
        return indented(" / ".join(part for part in parts if part), INDENT)

    @property
    def key_point(self) -> str:
        """要点 of a long topic."""
        point = key_point_of(self.topic)
        return indented(f"要点: {point}", INDENT) if point else ""


@dataclass
class ListedItem:
    """What a digest says of one thing that its reader is to do."""

    item: PendingItem

    @property
    def title(self) -> str:
        return indented(f"{'【期限超過】' if self.item.is_overdue else ''}{self.item.title}", INDENT)

    @property
    def about(self) -> str:
        """Which it is, who waits for it, until when."""
        item = self.item
        parts = [item.state, item.who, item.number, item.due_words, item.days_words]
        return indented(" / ".join(part for part in parts if part), INDENT)


class Digest(Mail):
    """What waits for an address on the morning of this `day`: a line for each thing to do and each topic.

    `told` are the keys of the things to do, as far as the mail names any.
    """

    about = None
    label = "掲示板と対応が必要なことのまとめ"
    rhythm = WATCHED
    personal = ("stop", "about_default")
    headers = WatchedMail.headers
    no_longer_holds = UNREADABLE

    def __init__(
        self, about=None, *, address="", pending=(), entries=(), items=(), owners=(), is_first=False, **values
    ):
        super().__init__(about, **values)
        self.address, self.pending, self.entries = address, pending, entries  # while it is written
        self.items, self.is_first = items, is_first
        self.owners = {row.owner for row in pending} | set(owners)

    def recipients(self):
        return [self.address]

    def write(self) -> int:
        return write_digests([self])

    def holding(self, addresses):
        return set(addresses)  # asked a moment ago, for all of them at once

    def still_holds(self, to):
        """What it tells may still be read and is still to be done; else the next digest tells the rest."""
        if drop_unreadable(self.row):
            return False
        if set(self.facts.get("told", ())) <= _keys_waiting_for(to, self._day):
            return True
        untell(Notification.objects.filter(mail=self.row))
        self.no_longer_holds = DONE
        return False

    def key(self, to):
        """One a day for each address, whatever it tells."""
        return Mail.key(Digest(day=self.facts["day"]), to)

    @property
    def _day(self) -> datetime.date:
        return datetime.date.fromisoformat(self.facts["day"])

    def context(self):
        shown, count = self.entries[:MAX_TOPICS], len(self.entries)
        topics = {"entries": shown, "count": count, "more": count - len(shown), "day": self._day}
        listed = self.items[:MAX_ITEMS]
        return topics | {
            "items": [ListedItem(item) for item in listed],
            "item_count": len(self.items),
            "more_items": len(self.items) - len(listed),
            "overdue": sum(item.is_overdue for item in self.items),
        }

    def personal_values(self, addresses):
        path = digest_path(list(self.owners))
        about = ABOUT_DEFAULT if self.is_first else ""
        return {to: {"stop": settings.SITE_URL + path, "about_default": about} for to in addresses}


def write_digests(digests: list[Digest]) -> int:
    """Write them with one insert and settle what they tell; returns how many there are."""
    written = write_all(digests, batch=None)
    mailed = {digest.key(digest.address): [row.pk for row in digest.pending] for digest in digests}
    settle(mailed, Notification.Outcome.DIGESTED)
    return written


def send_due_digests() -> int:
    """Send today's digests to those who have not had theirs; returns how many were sent.

    Raises at the end what kept a digest from being written.
    """
    until = cutoffs(timezone.now())
    sent, batch, broken, trouble = 0, BATCH, [], None
    while until and (addresses := due_addresses(until, batch, broken)):
        try:
            sent += _send_batch(until, addresses)
        except Exception as error:  # one digest that cannot be written holds up no other
            trouble = error
            if batch == 1:
                broken += addresses
            batch = 1
    if trouble:
        raise trouble
    return sent


def send_list(user: User) -> bool:
    """Send one person today's digest if something waits for them; with what else waits for their address."""
    items = pending_items_of(user)
    until = cutoffs(timezone.now())
    if not items or until is None:
        return False
    address = user.email.lower()
    with transaction.atomic():
        lock_notifications()
        rows = due_notifications(until, [address])
        return write_digests(due_digests(until["day"], rows, {address: [(user, items)]})) > 0


def _send_batch(until: dict, addresses: list[str]) -> int:
    """Digests of these addresses; it settles what it takes. Where no topic is told, `send_list` is asked."""
    lists = _lists_of(until["day"], addresses)  # before the lock: it takes its time
    with transaction.atomic():
        lock_notifications()
        digests = due_digests(until["day"], due_notifications(until, addresses), lists)
        return write_digests([digest for digest in digests if digest.entries])


Lists = dict[str, list[tuple[User, list[PendingItem]]]]


def _lists_of(day: datetime.date, addresses: Iterable[str]) -> Lists:
    """By address what waits for the people who have it."""
    people = people_with_list(day).alias(address=Lower("email")).filter(address__in=list(addresses))
    found: Lists = defaultdict(list)
    for user in people:
        if items := pending_items_of(user):
            found[user.email.lower()].append((user, items))
    return found


def _keys_waiting_for(address: str, day: datetime.date) -> set[str]:
    return {item.key for lists in _lists_of(day, [address]).values() for _, items in lists for item in items}


def due_digests(
    day: datetime.date, rows: list[PendingNotification], lists: Lists | None = None
) -> list[Digest]:
    """One for each address, of what holds and was not read on the site; the rest of it is settled."""
    lists = lists or {}
    settle_without_mail([row.pk for row in rows if not row.still_holds], Notification.Outcome.DROPPED)
    rows = [row for row in rows if row.still_holds]
    settle_without_mail([row.pk for row in rows if row.was_read], Notification.Outcome.READ)
    pending = defaultdict(list)
    for row in rows:
        if not row.was_read:
            pending[row.address].append(row)
    topics = Topic.objects.select_related("organization").defer("body", "body_html", "offer")
    topics = topics.in_bulk({row.topic_id for rows in pending.values() for row in rows})
    known = had_digests(pending)
    return [
        _digest_of(day, to, pending.get(to, []), lists.get(to, []), topics, is_first=to not in known)
        for to in sorted({*pending, *lists})
    ]


def _digest_of(day, to, rows, lists, topics, *, is_first: bool) -> Digest:
    items = [item for _, items in lists for item in items]
    told = {"told": [item.key for item in items]} if items else {}
    return Digest(
        address=to,
        pending=rows,
        entries=_entries(rows, topics),
        items=items,
        owners=[f"u{user.pk}" for user, _ in lists],
        is_first=bool(rows) and is_first,
        day=f"{day}",
        **told,
    )


def _entries(rows: list[PendingNotification], topics: dict[int, Topic]) -> list[Entry]:
    """One entry for each topic, those that mention the reader first, then the newest event first."""
    found: dict[int, Entry] = {}
    seen = set()
    for row in reversed(rows):
        if row.event in seen:  # a person and the section mailbox that share the address
            continue
        seen.add(row.event)
        entry = found.setdefault(row.topic_id, Entry(topics[row.topic_id]))
        entry.summaries.append(row.summary)
        entry.named = entry.named or row.occasion == Notification.Occasion.MENTION
    return sorted(found.values(), key=lambda entry: not entry.named)


def delete_old_notifications() -> int:
    """Delete notifications that were sent long ago, and those that could not be delivered for long."""
    now = timezone.now()
    old, _ = Notification.objects.filter(settled_at__lt=now - DELETE_SETTLED_AFTER).delete()
    late, _ = Notification.objects.filter(
        settled_at=None, created_at__lt=now - DELETE_UNDELIVERED_AFTER
    ).delete()
    return old + late
