"""Digest mails: each working day at 8:30, or on the first working day of the week."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from board.digests.lines import Entry, ListedItem, ListedNotice
from board.digests.queries import (
    DueNotices,
    due_addresses,
    due_notices,
    due_notifications,
    had_digests,
    people_with_list,
)
from board.digests.registry import pending_items_of
from board.digests.rules import at_time, cutoffs
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
from board.subscriptions.unsubscribe_links import digest_path
from board.topics.models import Topic
from common.outbox.mails import WATCHED, Mail, write_all
from common.work_items import PendingItem
from members.users.models import User

MAX_TOPICS = 20  # in one mail; the unread list on the site has them all
MAX_ITEMS = 20  # in one mail; my page has them all
DONE = "送る前に、対応が済んだか、お知らせが終わったか、通知が止められたため、送りませんでした。"
BATCH = 200  # addresses in one transaction
ABOUT_DEFAULT = """
このまとめは、はじめてお送りします。
担当部署の共通アドレスには、次のとおりにお送りしています。
・事務局の投稿、返信、名指しは、そのつど
・そのほかの新しい投稿は、週の最初の開庁日の朝に、まとめて1通
毎朝のまとめやそのつどのメールに変えること、止めることができます。
"""


class Digest(Mail):
    """What waits for an address on the morning of this `day`: a line for each thing to do, topic and notice.

    `told` are the keys of the things to do, `notices` those of the notices, as far as the mail names any.
    """

    about = None
    label = "掲示板、お知らせ、対応が必要なことのまとめ"
    rhythm = WATCHED
    personal = ("stop", "about_default")
    headers = WatchedMail.headers
    no_longer_holds = UNREADABLE

    def __init__(
        self, *_, address="", pending=(), entries=(), items=(), lines=(), owners=(), is_first=False, **values
    ):
        super().__init__(None, **values)
        self.address, self.pending, self.entries = address, pending, entries  # while it is written
        self.items, self.lines, self.is_first = items, lines, is_first
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
        told, notices = (set(self.facts.get(name, ())) for name in ("told", "notices"))
        if (not told or told <= _keys_waiting_for(to, self._day)) and (
            not notices or notices <= _keys_of_notices(to, self._day, self.row.pk)
        ):
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
            "notices": [ListedNotice(notice) for notice in self.lines],
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
        return write_digests(_digests_of(until, [address], {address: [(user, items)]})) > 0


def _send_batch(until: dict, addresses: list[str]) -> int:
    """Digests of these addresses; it settles what it takes. Where no topic is told, `send_list` is asked."""
    lists = _lists_of(until["day"], addresses)  # before the lock: it takes its time
    with transaction.atomic():
        lock_notifications()
        digests = _digests_of(until, addresses, lists)
        return write_digests([digest for digest in digests if digest.entries or digest.lines])


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


def _keys_of_notices(address: str, day: datetime.date, but: int) -> set[str]:
    """What that mail may still tell."""
    found = due_notices(cutoffs(at_time(day)), [address], but=but)
    return {notice.key for notices, _ in found.values() for notice in notices}


def _digests_of(until: dict, addresses: list[str], lists: Lists) -> list[Digest]:
    rows = due_notifications(until, addresses)
    return due_digests(until["day"], rows, lists, due_notices(until, addresses))


def due_digests(
    day: datetime.date,
    rows: list[PendingNotification],
    lists: Lists | None = None,
    notices: DueNotices | None = None,
) -> list[Digest]:
    """One for each address, of what holds and was not read on the site; the rest of it is settled."""
    lists, notices = lists or {}, notices or {}
    settle_without_mail([row.pk for row in rows if not row.still_holds], Notification.Outcome.DROPPED)
    rows = [row for row in rows if row.still_holds]
    settle_without_mail([row.pk for row in rows if row.was_read], Notification.Outcome.READ)
    pending = defaultdict(list)
    for row in rows:
        if not row.was_read:
            pending[row.address].append(row)
    topics = Topic.objects.select_related("organization").defer("body", "body_html", "offer")
    topics = topics.in_bulk({row.topic_id for rows in pending.values() for row in rows})
    known = had_digests({*pending, *notices})
    return [
        _digest_of(day, to, pending.get(to, []), lists.get(to, []), topics, notices.get(to), known)
        for to in sorted({*pending, *lists, *notices})
    ]


def _digest_of(day, to, rows, lists, topics, told_here, known) -> Digest:
    items = [item for _, items in lists for item in items]
    notices, sections = told_here or ([], set())
    facts = {"told": [item.key for item in items], "notices": [notice.key for notice in notices]}
    return Digest(
        address=to,
        pending=rows,
        entries=_entries(rows, topics),
        items=items,
        lines=notices,
        owners=[*(f"u{user.pk}" for user, _ in lists), *(f"s{section}" for section in sections)],
        is_first=bool(rows or notices) and to not in known,
        day=f"{day}",
        **{name: keys for name, keys in facts.items() if keys},
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
