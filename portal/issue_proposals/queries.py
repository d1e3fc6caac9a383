"""What an issue of the newsletter could tell: what the site recorded since the issue before it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from common import japanese_calendar
from common.text import excerpt
from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from disaster.support_records.models import Kind, SupportRecordVersion
from events.events.models import Event
from members.organizations.models import Organization
from news.issues.models import Article, NewsIssue

AT_MOST = 40  # of each kind: an issue has a few pages
A_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Proposal:
    """A draft of an article, and the record that it tells of; `key` names it on the page."""

    key: str
    kind: str
    headline: str
    lead: str
    body: str
    record: Any = None

    @property
    def kind_label(self) -> str:
        return Article.Kind(self.kind).label

    @property
    def values(self) -> dict:
        texts = {"headline": excerpt(self.headline, 100), "lead": excerpt(self.lead, 300)}
        return {"kind": self.kind, "body": self.body[:10_000], **texts}


def day_before(issue: NewsIssue) -> datetime.date:
    """The day of the issue before it, as far as that is known; else a year ago."""
    earlier = NewsIssue.objects.filter(volume__lt=issue.volume, published_on__isnull=False).newest_first()
    last = earlier.values_list("published_on", flat=True).first()
    return last or japanese_calendar.today() - A_YEAR


def proposals_for(issue: NewsIssue) -> list[Proposal]:
    since = day_before(issue)
    return [*_of_events(since), *_of_payments(since), *_of_bulletins(since), *_of_members(since)]


def _of_events(since: datetime.date) -> Iterable[Proposal]:
    """Events that are over, with their numbers, each by what it counts."""
    over = Event.objects.published().filter(last_day__gt=since, last_day__lt=japanese_calendar.today())
    rows = over.select_related("venue").prefetch_related("headcounts").order_by("last_day", "pk")
    for event in rows[:AT_MOST]:
        if not event.is_called_off:
            counts = "、".join(str(count) for count in event.headcounts.all())
            held = (
                f"{event.period}、{event.place}で開きました。"
                if event.place
                else f"{event.period}の記録です。"
            )
            lead = held + (f"{counts}。" if counts else "")
            kind = "exhibition" if event.kind == Event.Kind.EXHIBITION else "event"
            yield Proposal(f"event-{event.pk}", kind, event.title, lead, event.body or event.summary, event)


def _of_payments(since: datetime.date) -> Iterable[Proposal]:
    """復興支援金 by disaster; an amount that is not known is left out, nothing is added up."""
    disasters = Disaster.objects.published().standing()
    told = SupportRecordVersion.objects.as_recorded().filter(kind=Kind.RECOVERY, as_of__gt=since)
    told = told.filter(record__disaster__in=disasters)
    lines = defaultdict(list)
    for version in told.select_related("record__disaster").order_by("as_of", "pk"):
        lines[version.record.disaster].append(_payment_line(version))
    for disaster, payments in list(lines.items())[:AT_MOST]:
        lead = f"{disaster.name}で被災した自治体に、復興支援金を提供しました。"
        headline = f"{disaster.name}への復興支援金"
        yield Proposal(f"payment-{disaster.pk}", "disaster", headline, lead, "\n".join(payments), disaster)


def _payment_line(version: SupportRecordVersion) -> str:
    amount = f" {version.amount_yen:,}円" if version.amount_yen else ""
    return f"・{version.sender}から{version.recipient}へ{amount}"


def _of_bulletins(since: datetime.date) -> Iterable[Proposal]:
    rows = Bulletin.objects.published().filter(as_of__gt=since).select_related("disaster")
    for row in rows.order_by("as_of", "pk")[:AT_MOST]:
        lead = f"{row.disaster.name}の支援の状況です（{japanese_calendar.wareki(row.as_of)}現在）。"
        yield Proposal(f"bulletin-{row.pk}", "disaster", row.title, lead, row.body, row.disaster)


def _of_members(since: datetime.date) -> Iterable[Proposal]:
    """All who joined, in one article."""
    rows = Organization.objects.members().filter(joined_on__gt=since).select_related("local_government")
    joined = list(rows.order_by("joined_on", "pk")[:200])
    if joined:
        lines = [f"・{row.full_name}（{japanese_calendar.wareki(row.joined_on)}）" for row in joined]
        lead = f"前の号の後に、{len(joined)}の自治体・団体が会員になりました。"
        yield Proposal("members", "member", "新しい会員の紹介", lead, "\n".join(lines))
