from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import empty, filled, filled_when, person_field
from members.access.querysets import OwnedQuerySet


class WithdrawalQuerySet(OwnedQuerySet):
    def waiting(self):
        """Those the secretariat has not decided on, the nearest day first."""
        return self.filter(state=Withdrawal.State.WAITING).order_by("effective_on", "id")

    def due(self, day):
        """Accepted ones whose day has come."""
        return self.filter(state=Withdrawal.State.ACCEPTED, effective_on__lte=day).order_by(
            "effective_on", "id"
        )

    def count_by_state(self) -> dict[str, int]:
        """How many of each state, in one query."""
        counts = {state: models.Count("pk", filter=Q(state=state)) for state in Withdrawal.State.values}
        return self.aggregate(**counts)


class Withdrawal(models.Model):
    """An organisation asks to leave on a day, or the secretariat makes it leave (退会の申出)."""

    MAX_DAYS_AHEAD = 366
    OPEN = ("waiting", "accepted")

    class State(models.TextChoices):
        WAITING = "waiting", "確認待ち"
        ACCEPTED = "accepted", "退会予定"
        DONE = "done", "退会済み"
        DECLINED = "declined", "見送り"
        CANCELLED = "cancelled", "取消し"

    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="withdrawals"
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.WAITING)
    effective_on = models.DateField("退会日")
    reason = models.TextField("退会の理由", max_length=1000)
    created_at = models.DateTimeField("申出日時", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="申し出た人", on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("事務局の確認日時", null=True, blank=True)
    decided_by = person_field("確認した人")
    answer = models.TextField("見送りの理由", max_length=1000, blank=True)
    done_at = models.DateTimeField("退会処理日時", null=True, blank=True)
    cancelled_at = models.DateTimeField("取消日時", null=True, blank=True)
    cancelled_by = person_field("取り消した人")

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "退会の申出"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state__in=["waiting", "accepted"]),
                name="withdrawal_one_open",
                violation_error_message="この団体の退会の申出はすでに受け付けています。",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["waiting", "cancelled"]) & empty(["decided_at", "decided_by"]))
                | (~Q(state="waiting") & filled(["decided_at", "decided_by"])),
                name="withdrawal_decided_whole",
                violation_error_message="事務局の確認には日時と人の両方が必要です。",
            ),
            filled_when(
                Q(state="declined"), texts=["answer"], message="見送りのときは理由を入力してください。"
            ),
            filled_when(Q(state="done"), "done_at", message="退会処理日時は、退会済みの申出だけにあります。"),
            filled_when(
                Q(state="cancelled"),
                "cancelled_at",
                "cancelled_by",
                message="取り消しには日時と取り消した人の両方が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.effective_on:%Y-%m-%d}"

    def get_absolute_url(self):
        """The secretariat's page of it."""
        return reverse("members:withdrawal-detail", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_open(self) -> bool:
        """Asked for and not over: it may still be cancelled."""
        return self.state in self.OPEN
