"""What the secretariat has to do (事務局の仕事): one line each, with how much of it waits.

Other rooms add theirs by `register_task_queues` in their hooks; all are counted in one query.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value
from django.urls import reverse

from common import japanese_calendar
from common.clock_runs.models import ClockFailure
from common.compiled_queries.compiled import compiled
from common.outbox.models import OutgoingMail
from members.applications.models import Application
from members.confirmations.models import ConfirmationEntry
from members.government_changes.models import GovernmentChange
from members.handovers.models import Handover
from members.organizations.models import Organization
from members.recoveries.models import Recovery
from members.reviews.models import Review
from members.withdrawals.models import Withdrawal


@dataclass(frozen=True)
class TaskQueue:
    """A page of the secretariat; `waiting` gives the rows that wait there, None where nothing ever waits.

    It is given the day as a slot of a compiled query.
    """

    label: str
    about: str
    url_name: str
    waiting_label: str = ""
    waiting: Callable[[datetime.date], QuerySet] | None = None
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name) + self.query


TASK_QUEUES: list[TaskQueue] = [
    TaskQueue(
        "会員登録の申請",
        "申請の内容を確かめ、承認・差戻し・見送りをします。",
        "members:application-list",
        "審査を待つ会員登録の申請",
        lambda today: Application.objects.waiting(),
    ),
    TaskQueue(
        "代表のいない団体",
        "担当者を管理する人がいない団体です。電話などで確かめ、担当者のなかから代表を指名します。",
        "members:unrepresented-list",
        "代表のいない団体",
        lambda today: Organization.objects.unrepresented(),
    ),
    TaskQueue(
        "退会の申出",
        "退会の申出を確かめ、受理・見送りをします。事務局が退会を登録することもできます。",
        "members:withdrawal-list",
        "確認を待つ退会の申出",
        lambda today: Withdrawal.objects.waiting(),
    ),
    TaskQueue(
        "ログインの回復",
        "ログインできなくなった担当者の申出を確かめ、承認・見送りをします。",
        "members:recovery-list",
        "審査を待つログインの回復",
        lambda today: Recovery.objects.waiting(),
    ),
    TaskQueue(
        "登録内容の確認",
        "確認を始め、回答の状況を見て、未回答のところへ督促や電話をします。",
        "members:confirmation-round-list",
        "登録内容の確認のメールが届かない担当部署",
        lambda today: ConfirmationEntry.objects.running().waiting().filter(bounced_at__isnull=False),
    ),
    TaskQueue(
        "担当者の引継ぎ",
        "代表の引継ぎを承認し、予定されている引継ぎと、引継日に実施できなかった引継ぎを確かめます。",
        "members:handover-list",
        "承認を待つ引継ぎ、実施できなかった引継ぎ",
        lambda today: Handover.objects.waiting_for_secretariat(),
    ),
    TaskQueue(
        "登録内容の変更の確認",
        "会員が変えた公開ページの内容や連絡先を、変更の前後を見比べて確かめます。",
        "members:review-list",
        "確認を待つ登録内容の変更",
        lambda today: Review.objects.waiting(),
    ),
    TaskQueue(
        "地方公共団体と旧名称",
        "団体の検索、設置・廃止の経過、旧名称の登録をします。",
        "members:government-list",
    ),
    TaskQueue(
        "合併・名称変更",
        "合併、名称変更、市制施行を登録します。施行日に自動で実施されます。",
        "members:government-change-list",
        "施行日を過ぎて実施できていない合併・名称変更",
        lambda today: GovernmentChange.objects.due(today),
    ),
    TaskQueue(
        "重複する登録の統合", "同じ団体が二重に登録されているときに、一つにまとめます。", "members:merge-list"
    ),
    TaskQueue(
        "会員台帳の書き出しと取込み",
        "会員・担当部署・担当者をExcelやCSVで書き出します。表に書いて、まとめて登録・変更します。",
        "members:sheet-list",
    ),
    TaskQueue(
        "送信できなかったメール",
        "相手のサーバーに断られたか、何度試みても届かなかったメールです。宛先を確かめます。",
        "admin:common_outgoingmail_changelist",
        "送信できなかったメール",
        lambda today: OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED),
        "?state__exact=failed",
    ),
    TaskQueue(
        "定時の処理のエラー",
        "督促や公開など、決まった時刻に行う処理のうち、できなかったものです。原因がなくなるまで繰り返します。",
        "admin:common_clockfailure_changelist",
        "できなかった定時の処理",
        lambda today: ClockFailure.objects.all(),
    ),
]


def register_task_queues(*queues: TaskQueue) -> None:
    """Put another room's queues behind those that are there."""
    TASK_QUEUES.extend(queue for queue in queues if queue not in TASK_QUEUES)


def counted_task_queues() -> list[tuple[TaskQueue, int | None]]:
    """Every queue with the number of rows that wait; one query for all of them."""
    numbers = dict(_numbers_waiting(today=japanese_calendar.today()))
    return [
        (queue, numbers.get(place, 0) if queue.waiting else None) for place, queue in enumerate(TASK_QUEUES)
    ]


@compiled
def _numbers_waiting(*, today):
    first, *others = [
        queue.waiting(today)
        .order_by()
        .annotate(place=Value(place))
        .values("place")
        .annotate(number=Count("pk"))
        .values_list("place", "number")
        for place, queue in enumerate(TASK_QUEUES)
        if queue.waiting
    ]
    return first.union(*others, all=True)
