"""What the secretariat has to do (事務局の業務): one line each, with how much of it waits, and since when.

Other rooms add theirs by `register_task_queues` in their hooks; all are counted in one query.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Count, DateTimeField, Min, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from common import japanese_calendar
from common.clock_runs.models import ClockFailure
from common.compiled_queries.compiled import compiled
from common.outbox.models import OutgoingMail
from common.work_items import PendingItem
from members.applications.models import Application
from members.confirmations.models import ConfirmationEntry
from members.government_changes.models import GovernmentChange
from members.handovers.models import Handover
from members.organizations.models import Organization
from members.recoveries.models import Recovery
from members.reviews.models import Review
from members.withdrawals.models import Withdrawal


class Group(Enum):
    """Under which head of the desk a page stands where nothing waits there."""

    WORK = "work"  # nothing to see then
    REGISTER = "register"
    BOARD = "board"


@dataclass(frozen=True)
class TaskQueue:
    """A page of the secretariat; `waiting` gives the rows that wait there, None where nothing ever waits.

    It is given the day as a slot of a compiled query. `since` is the column that says since when a row waits.
    """

    label: str
    about: str
    url_name: str
    waiting_label: str = ""
    waiting: Callable[[datetime.date], QuerySet] | None = None
    query: str = ""
    since: str = ""
    from_what: str = "受付"
    verb: str = "確かめる"
    group: Group = Group.WORK
    start: str = ""  # the page of the first that waits, where it is another one
    add: tuple[str, str] | None = None  # what begins a new row: the words of the link, its page

    @property
    def url(self) -> str:
        return reverse(self.url_name) + self.query

    @property
    def add_link(self) -> tuple[str, str] | None:
        return (self.add[0], reverse(self.add[1])) if self.add else None


@dataclass(frozen=True)
class Waiting:
    """A queue with how many rows wait in it, and the day since which the oldest does."""

    queue: TaskQueue
    count: int
    since: datetime.date | None

    @property
    def item(self) -> PendingItem:
        """As a line of what is to be done."""
        queue = self.queue
        return PendingItem(
            key=f"desk.{queue.url_name}",
            label=queue.label,
            title=queue.waiting_label or queue.label,
            who=f"{self.count:,}件",
            since=self.since,
            from_what=queue.from_what,
            verb=queue.verb,
            url=reverse(queue.start) if queue.start else queue.url,
            list_url=queue.url,
        )


TASK_QUEUES: list[TaskQueue] = [
    TaskQueue(
        "会員登録の申請",
        "申請の内容を確かめ、承認・差戻し・見送りをします。",
        "members:application-list",
        "審査を待つ会員登録の申請",
        lambda today: Application.objects.waiting(),
        since="verified_at",
        verb="審査する",
        start="members:application-next",
    ),
    TaskQueue(
        "代表担当者のいない団体",
        "担当者を管理する人がいない団体です。電話などで確かめ、担当者のなかから代表担当者を指名します。",
        "members:unrepresented-list",
        "代表担当者のいない団体",
        lambda today: Organization.objects.unrepresented(),
    ),
    TaskQueue(
        "退会の申出",
        "退会の申出を確かめ、受理・見送りをします。事務局が退会を登録することもできます。",
        "members:withdrawal-list",
        "確認を待つ退会の申出",
        lambda today: Withdrawal.objects.waiting(),
        since="created_at",
    ),
    TaskQueue(
        "ログインの回復",
        "ログインできなくなった担当者の申出を確かめ、承認・見送りをします。",
        "members:recovery-list",
        "審査を待つログインの回復",
        lambda today: Recovery.objects.waiting(),
        since="verified_at",
        verb="審査する",
    ),
    TaskQueue(
        "登録内容の確認",
        "確認を始め、回答の状況を見て、未回答のところへ督促や電話をします。",
        "members:confirmation-round-list",
        "登録内容の確認のメールが届かない担当部署",
        lambda today: ConfirmationEntry.objects.running().waiting().filter(bounced_at__isnull=False),
        since="bounced_at",
        from_what="不達",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "担当者の引継ぎ",
        "代表担当者の引継ぎを承認し、予定されている引継ぎと、引継日に実施できなかった引継ぎを確かめます。",
        "members:handover-list",
        "承認を待つ引継ぎ、実施できなかった引継ぎ",
        lambda today: Handover.objects.waiting_for_secretariat(),
        since="created_at",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "登録内容の変更の確認",
        "会員が変えた公開ページの内容や連絡先を、変更の前後を見比べて確かめます。",
        "members:review-list",
        "確認を待つ登録内容の変更",
        lambda today: Review.objects.waiting(),
        since="created_at",
        from_what="変更",
    ),
    TaskQueue(
        "会員と担当部署の登録内容",
        "団体のページの「登録内容を見る」から、名称、読み、担当部署の連絡先を、理由とともに修正します。",
        "members:organization-list",
        query="?q=",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "地方公共団体と旧名称",
        "団体の検索、設置・廃止の経過、旧名称の登録をします。",
        "members:government-list",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "合併・名称変更",
        "合併、名称変更、市制施行を登録します。施行日に自動で実施されます。",
        "members:government-change-list",
        "施行日を過ぎて実施できていない合併・名称変更",
        lambda today: GovernmentChange.objects.due(today),
        since="effective_on",
        from_what="施行日",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "重複する登録の統合",
        "同じ団体が二重に登録されているときに、一つにまとめます。",
        "members:merge-list",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "会員台帳の書き出しと取込み",
        "会員・担当部署・担当者をExcelやCSVで書き出します。表に書いて、まとめて登録・変更します。",
        "members:sheet-list",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "送信したメール",
        "だれに、何のメールを送ったか、送れなかった理由を、宛先と用件から探します。",
        "members:mail-list",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "検索の言葉",
        "サイト内検索の同義語と、別の語として除く続き方を登録します。登録の前に、見つかる件数を試せます。",
        "members:search-word-list",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "公表値",
        "トップページなどに出す会員数や連携自治体数を、時点と出典とともに登録します。",
        "members:metric-list",
        group=Group.REGISTER,
    ),
    TaskQueue(
        "送信できなかったメール",
        "相手のサーバーに断られたか、何度試みても届かなかったメールです。宛先を確かめます。",
        "members:mail-list",
        "送信できなかったメール",
        lambda today: OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED),
        "?state=failed",
        since="created_at",
        from_what="作成",
    ),
    TaskQueue(
        "定時の処理のエラー",
        "督促や公開など、決まった時刻に行う処理のうち、できなかったものです。原因がなくなるまで繰り返します。",
        "admin:common_clockfailure_changelist",
        "できなかった定時の処理",
        lambda today: ClockFailure.objects.all(),
        since="first_at",
        from_what="最初のエラー",
    ),
]


NOTES: list[Callable[[], str]] = []


def register_note(note: Callable[[], str]) -> None:
    """Put a sentence below what is to be done today."""
    if note not in NOTES:
        NOTES.append(note)


def register_task_queues(*queues: TaskQueue) -> None:
    """Put another room's queues behind those that are there."""
    TASK_QUEUES.extend(queue for queue in queues if queue not in TASK_QUEUES)


def waiting_queues() -> list[Waiting]:
    """Queues in which something waits, that with the oldest first; one query for all of them."""
    found = [
        Waiting(TASK_QUEUES[place], count, japanese_calendar.as_date(since) if since else None)
        for place, count, since in _waiting(today=japanese_calendar.today())
        if count
    ]
    return sorted(found, key=lambda waiting: waiting.item.order)


@compiled
def _waiting(*, today):
    first, *others = [
        queue.waiting(today)
        .order_by()
        .annotate(place=Value(place))
        .values("place")
        .annotate(number=Count("pk"), oldest=_oldest(queue))
        .values_list("place", "number", "oldest")
        for place, queue in enumerate(TASK_QUEUES)
        if queue.waiting
    ]
    return first.union(*others, all=True)


def _oldest(queue: TaskQueue) -> Cast:
    return Cast(Min(queue.since) if queue.since else Value(None), DateTimeField())
