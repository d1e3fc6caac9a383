"""What waits for a person and what their organisation has running, gathered from every room."""

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils import timezone

from board.approvals import queries as approvals
from board.assignments import queries as assignments
from board.topic_lists import queries as topics
from board.topics.models import Topic
from common.compiled_queries.compiled import compiled
from common.japanese_calendar import today, wareki
from common.work_items import PendingItem, RunningItem
from disaster.ward_reports import queries as reports
from disaster.ward_reports.models import SupportReport
from events.pending_items import queries as events
from inquiries.inquiries.models import Inquiry
from inquiries.pending_items import queries as inquiries
from members.access.viewers import viewer_of
from members.confirmations.queries import confirmation_status_of
from members.handovers.models import Handover
from members.joins import queries as joins
from members.task_queue.queries import waiting_queues
from pamphlets.pending_items import queries as pamphlets
from pamphlets.requests.models import PamphletRequest
from sign_ups.slot_desk import queries as sign_ups

SHOWN = 15
RECENT_HANDOVER = datetime.timedelta(days=30)
ROOMS = (assignments, approvals, inquiries, pamphlets, events, reports, joins)
KINDS = {kind.name: kind for room in ROOMS for kind in room.KINDS}
RUNNING = {
    kind.name: kind for room in (topics, pamphlets, inquiries, events, sign_ups) for kind in room.RUNNING
}


@dataclass(frozen=True)
class PendingList:
    """All that waits for a person, in the order in which it is to be done."""

    items: list[PendingItem]

    @property
    def shown(self) -> list[PendingItem]:
        return self.items[:SHOWN]

    @property
    def overdue(self) -> int:
        return sum(item.is_overdue for item in self.items)

    @cached_property
    def more(self) -> list[tuple[str, str, int]]:
        """Where there are more than are shown: each list of one kind, its address, how many it has."""
        if len(self.items) <= SHOWN:
            return []
        counts = Counter((item.label, item.list_url) for item in self.items)
        return [(label, url, number) for (label, url), number in counts.items()]


def pending_of(user) -> PendingList:
    """What they may do now and somebody waits for: overdue first, then by due date, then by its age."""
    found = [*_of_person(user), *_of_organization(user), *_of_handovers(user)]
    if user.is_secretariat:
        found += [waiting.item for waiting in waiting_queues()]
    return PendingList(sorted(found, key=lambda item: item.order))


def _of_person(user):
    """What the rooms say; a reader (閲覧) does nothing of it."""
    if not user.is_member or not user.acts_for_section:
        return
    if user.is_unreached:
        yield PendingItem(
            key="board.unreached",
            label="あなたのアドレスに届かない通知メール",
            title=f"あなたのアドレス {user.email} に通知メールが届きません",
            state="不達",
            tone="error",
            verb="直す",
            url=reverse("board:subscription-edit"),
            list_url=reverse("board:subscription-edit"),
            since=user.bounced_at and timezone.localdate(user.bounced_at),
            from_what="不達",
        )
    day = today()
    for what, *row in _pending(viewer_of(user), user.is_representative):
        kind = KINDS[what]
        item = kind.item(*row)
        if not (kind.ends_with_due and (item.due is None or item.due < day)):
            yield item


@compiled
def _pending(viewer, is_representative: bool):
    """One statement for all rooms."""
    first, *others = [
        *assignments.pending(viewer),
        *approvals.pending(viewer, is_representative=is_representative),
        *inquiries.pending(viewer, is_representative=is_representative),
        *pamphlets.pending(viewer, is_representative=is_representative),
        *events.pending(viewer),
        *reports.pending(viewer),
        *joins.pending(viewer, is_representative=is_representative),
    ]
    return first.union(*others, all=True)


def _of_organization(user):
    if user.organization is None or not user.is_member:
        return
    confirm, bounced = confirmation_status_of(user)
    if confirm:
        yield PendingItem(
            key="members.confirm",
            label="登録内容の確認",
            title="登録内容の確認",
            who=user.organization.full_name,
            verb="確認する",
            url=reverse("organization:organization-confirm"),
            list_url=reverse("organization:organization-confirm"),
        )
    if bounced:
        yield PendingItem(
            key="members.bounced",
            label="メールが届かない共通アドレス",
            title="担当部署の共通アドレスにメールが届きません",
            who=f"{bounced}部署",
            state="不達",
            tone="error",
            verb="直す",
            url=reverse("organization:profile"),
            list_url=reverse("organization:profile"),
        )


def _of_handovers(user):
    """From or to the user: those that are to come, and those to them of the last days."""
    if not user.is_member:
        return
    since = timezone.now() - RECENT_HANDOVER
    for handover in _handovers(viewer_of(user), email=user.email, since=since):
        yield _handover_item(user, handover)


def _handover_item(user, handover) -> PendingItem:
    words = {"key": f"members.handover:{handover.pk}", "label": "担当の引継ぎ", "state": "引継ぎ"}
    words["list_url"] = reverse("organization:handover-create")
    day, leaving = wareki(handover.effective_on), handover.leaving
    if handover.done_at:
        return PendingItem(
            title=f"{leaving.name}さんから引き継いだことを、引継書で確かめる",
            since=handover.effective_on,
            from_what="引継日",
            verb="引継書を開く",
            url=reverse("portal:handover-paper"),
            **words,
        )
    words |= {"verb": "確かめる", "url": handover.get_absolute_url(), "due": handover.effective_on}
    if handover.leaving_id != user.pk:
        return PendingItem(title=f"{day}に、{leaving.name}さんから引き継ぐ予定です", **words)
    note = (
        f"届け出た人: {handover.get_origin_display()}。"
        "心当たりがないときは、引継日の前日までに取り消してください。"
    )
    if not handover.successor_email:
        return PendingItem(title=f"{day}に、後任者なしで利用を終了する予定です", note=note, **words)
    return PendingItem(title=f"{day}に、{handover.successor_name}さんへ引き継ぐ予定です", note=note, **words)


@compiled
def _handovers(viewer, *, email, since):
    found = Handover.objects.concerning(viewer, email=email, since=since)
    return found.select_related("leaving").order_by("effective_on", "id")


# --- what is running, and drafts -------------------------------------------------------------------------


@dataclass(frozen=True)
class RunningGroup:
    """What of one kind an organisation has running."""

    label: str
    items: list[RunningItem]


def running_of(user) -> list[RunningGroup]:
    """What the user's organisation has running, by kind; ask for `new_topics` before."""
    if not user.is_member or not user.section_id:
        return []
    found: dict[str, list[RunningItem]] = {kind.label: [] for kind in RUNNING.values()}
    for what, *row in _running(viewer_of(user), today=today()):
        item = RUNNING[what].item(*row)
        items = found[item.label]
        if items and items[-1].url == item.url:  # one event, in several roles
            items[-1] = replace(item, state=f"{items[-1].state}、{item.state}")
        else:
            items.append(item)
    return [RunningGroup(label, items) for label, items in found.items() if items]


@compiled
def _running(viewer, *, today):
    first, *others = [
        *topics.running(viewer),
        *pamphlets.running(viewer),
        *inquiries.running(viewer),
        *events.running(viewer, today=today),
        *sign_ups.running(viewer, today=today),
    ]
    return first.union(*others, all=True)


@dataclass(frozen=True)
class Drafts:
    """Drafts of one kind that the user's organisation has."""

    label: str
    count: int
    url: str


DRAFTS = {
    "topics": ("投稿", "board:draft-list"),
    "requests": ("配布依頼", "pamphlets:pamphlet-drafts"),
    "inquiries": ("照会", "inquiries:inquiry-drafts"),
    "reports": ("災害支援の報告", "disaster:report-list"),
}


def drafts_of(user) -> list[Drafts]:
    """One query; none for those who write none."""
    if not user.is_member or not user.acts_for_section:
        return []
    counts = Counter(what for what, _ in _drafts(viewer_of(user)))
    return [
        Drafts(label, counts[what], reverse(url)) for what, (label, url) in DRAFTS.items() if counts[what]
    ]


@compiled
def _drafts(viewer):
    word = CharField()
    topics = Topic.objects.drafts_of(viewer).order_by().values_list(Value("topics", word), "pk")
    requests = PamphletRequest.objects.drafts_of(viewer).order_by().values_list(Value("requests"), "pk")
    inquiries = Inquiry.objects.drafts_of(viewer).order_by().values_list(Value("inquiries"), "pk")
    reports = SupportReport.objects.open_of(viewer.section.organization_id).order_by()
    reports = reports.filter(returned_at__isnull=True).values_list(Value("reports"), "pk")
    return topics.union(requests, inquiries, reports, all=True)
