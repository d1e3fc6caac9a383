"""What waits for a person, gathered from every room: the top of their my-page."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, CharField, Value, When
from django.urls import reverse
from django.utils import timezone

from board.assignments.models import Assignment
from common.compiled_queries.compiled import compiled
from common.japanese_calendar import today
from common.pagination import COUNT_CAP
from disaster.ward_reports.models import SupportReport
from events.events.models import Event
from events.invitations.queries import waiting_invitations
from events.participations.queries import roles_to_decide
from events.sheets.models import ExhibitorSheet
from inquiries.inquiries.models import Inquiry
from inquiries.pending_items.queries import inquiries_in_review, waiting_answers
from members.access.viewers import viewer_of
from members.applications.queries import waiting_joins
from members.confirmations.queries import confirmation_status_of
from members.handovers.models import Handover
from members.task_queue.queries import counted_task_queues
from pamphlets.pending_items.queries import pending_items_of
from pamphlets.requests.models import PamphletRequest

CALL_UNTIL = "participation__event__exhibitor_call__apply_until"
RECENT_HANDOVER = datetime.timedelta(days=30)


@dataclass(frozen=True)
class PendingItem:
    """One line: how many of what, and where to do it."""

    label: str
    count: int
    url: str
    tone: str = "key"


def everything_pending(user) -> list[PendingItem]:
    """Items with something in them, the ones others wait for first."""
    found = [*_of_secretariat(user), *_of_board(user), *_of_organization(user)]
    return [item for item in found if item.count]


def _of_secretariat(user):
    if not user.is_secretariat:
        return
    for queue, count in counted_task_queues():
        yield PendingItem(queue.waiting_label or queue.label, count or 0, queue.url, "warning")


def _of_board(user):
    if not user.is_member or not user.acts_for_section:
        return
    unreached = int(user.is_unreached)
    yield PendingItem(
        "あなたのアドレスに届かないお知らせ", unreached, reverse("board:subscription-edit"), "error"
    )
    for label, count, url in pending_items_of(user):
        yield PendingItem(label, count, url, "warning")
    yield from _of_days(user)


def _of_days(user):
    """Assignments, inquiries to be answered or answered anew, applications to exhibit; one query for all."""
    found = _days(viewer_of(user), user.is_representative and Inquiry.may_ask(user))
    review = sum(1 for _, what in found if what == "review")
    yield PendingItem("承認を待つ照会", review, reverse("inquiries:inquiry-drafts"), "warning")
    yield from _of_inquiries([day for day, what in found if what in ("own", "owed")])
    inquiries = reverse("inquiries:inquiry-list")
    changed = sum(1 for _, what in found if what == "changed")
    yield PendingItem("回答のあとに質問が変わった照会", changed, f"{inquiries}?own=changed", "warning")
    own = sum(1 for _, what in found if what == "own")
    yield PendingItem("あなたが担当の照会", own, f"{inquiries}?own=mine")
    calls = reverse("events:call-list")
    decide = sum(1 for _, what in found if what == "decide")
    yield PendingItem("決定を待つ出展の申込", decide, calls, "warning")
    invited = sum(1 for day, what in found if what == "invited" and day and day >= today())
    yield PendingItem("回答を待つ出展の招待", invited, calls, "warning")
    sheets = reverse("events:sheet-list")
    owed = sum(1 for day, what in found if what == "sheet" and day and day >= today())
    yield PendingItem("提出を待つ紹介シート", owed, sheets, "warning")
    confirm = sum(1 for _, what in found if what == "confirm")
    yield PendingItem("確認を待つ紹介シート", confirm, sheets, "warning")
    reports = reverse("disaster:report-list")
    returned = sum(1 for _, what in found if what == "returned")
    yield PendingItem("差し戻された災害支援の報告", returned, reports, "warning")
    yield from _of_assignments([day for day, what in found if what == "assignment"])


@compiled
def _days(viewer, approves: bool):
    """(due, what) of assignments, of inquiries to be answered or approved, of applications to exhibit."""
    mine = Assignment.objects.visible_to(viewer).open().filter(assignee=viewer)
    rows = mine.order_by().values_list("due", Value("assignment", output_field=CharField()))
    what = Case(
        When(is_changed=True, then=Value("changed")),
        When(is_mine=True, then=Value("own")),
        default=Value("owed"),
        output_field=CharField(),
    )
    answers = waiting_answers(viewer).order_by().values_list("inquiry__answer_due", what)
    waits = Value("review", output_field=CharField())
    reviews = inquiries_in_review(viewer).order_by().values_list("answer_due", waits)
    own_events = Event.objects.filter(owner=viewer.section.organization_id).order_by()
    decide = roles_to_decide(own_events).order_by().values_list(CALL_UNTIL, Value("decide"))
    until = CALL_UNTIL.removeprefix("participation__")
    invited = waiting_invitations(viewer).order_by().values_list(until, Value("invited"))
    sheets = ExhibitorSheet.objects.owed_by(viewer.section.organization_id).order_by()
    sheets = sheets.values_list("deadline_day", Value("sheet"))
    submitted = ExhibitorSheet.objects.submitted_to(own_events).order_by()
    submitted = submitted.values_list("due_on", Value("confirm"))
    reports = SupportReport.objects.open_of(viewer.section.organization_id).order_by()
    returned = reports.filter(returned_at__isnull=False).values_list("as_of", Value("returned"))
    others = [answers, decide, invited, sheets, submitted, returned, *([reviews] if approves else [])]
    return rows.union(*others, all=True)


def _of_inquiries(days):
    late, url = sum(1 for day in days if day < today()), reverse("inquiries:inquiry-list") + "?own=owed"
    yield PendingItem("回答を待つ照会(期限超過)", late, url, "error")
    yield PendingItem("回答を待つ照会", len(days) - late, url, "warning")


def _of_assignments(days):
    late = sum(1 for day in days if day and day < today())
    yield PendingItem("担当している投稿(期限超過)", late, reverse("board:assignment-list"), "error")
    yield PendingItem("担当している投稿", len(days) - late, reverse("board:assignment-list"))


def _of_organization(user):
    organization = user.organization
    if organization is None or not user.is_member:
        return
    if user.is_representative and not user.is_secretariat:  # their task queues list them all
        joins = waiting_joins.listing(organization=organization.pk).count(COUNT_CAP)
        yield PendingItem("担当者の追加の申請", joins, reverse("organization:join-list"), "warning")
    confirm, bounced = confirmation_status_of(user)
    yield PendingItem("登録内容の確認", int(confirm), reverse("organization:organization-confirm"), "warning")
    yield PendingItem("メールが届かない共通アドレス", bounced, reverse("organization:profile"), "error")


def other_drafts_of(user) -> list[PendingItem]:
    """Drafts of the user's organisation beside topics, a line for each room; one query, none for others."""
    if not user.is_member or not user.acts_for_section:
        return []
    found = [what for what, _ in _drafts(viewer_of(user))]
    lines = [
        PendingItem(
            "パンフレット配布依頼の下書き", found.count("requests"), reverse("pamphlets:pamphlet-drafts")
        ),
        PendingItem("照会の下書き", found.count("inquiries"), reverse("inquiries:inquiry-drafts")),
        PendingItem("災害支援の報告の下書き", found.count("reports"), reverse("disaster:report-list")),
    ]
    return [line for line in lines if line.count]


@compiled
def _drafts(viewer):
    requests = PamphletRequest.objects.drafts_of(viewer).order_by().values_list(Value("requests"), "pk")
    inquiries = Inquiry.objects.drafts_of(viewer).order_by().values_list(Value("inquiries"), "pk")
    reports = SupportReport.objects.open_of(viewer.section.organization_id).order_by()
    reports = reports.filter(returned_at__isnull=True).values_list(Value("reports"), "pk")
    return requests.union(inquiries, reports, all=True)


def handovers_of(user):
    """Hand-overs from or to the user that are to come, and those to them of the last days."""
    if not user.is_member:
        return []
    since = timezone.now() - RECENT_HANDOVER
    return _handovers(viewer_of(user), email=user.email, since=since)


@compiled
def _handovers(viewer, *, email, since):
    found = Handover.objects.concerning(viewer, email=email, since=since)
    return found.select_related("leaving").order_by("effective_on", "id")
