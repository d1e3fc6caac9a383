from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import both_or_neither, filled_when, person_field
from members.access.querysets import OwnedQuerySet


class HandoverQuerySet(OwnedQuerySet):
    OWNER = "leaving__section__organization"

    def open(self):
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)

    def open_of(self, organization):
        """What an organisation expects, the next one first."""
        own = self.open().filter(leaving__section__organization=organization)
        return own.select_related("leaving").order_by("effective_on", "id")

    def awaiting_approval(self):
        """A representative is to be followed, as told from a mailbox: nobody who may say yes has said it."""
        of_representative = Q(leaving__role="representative")
        return self.open().filter(of_representative, origin=Handover.Origin.MAILBOX, approved_at__isnull=True)

    def waiting_for_secretariat(self):
        """What could not be carried out, and what waits for a yes that the secretariat may give."""
        return self.failed() | self.awaiting_approval()

    def failed(self):
        """Those whose day has come and which could not be carried out; tried again every hour."""
        return self.open().filter(failed_at__isnull=False)

    def concerning(self, user, *, email, since):
        """What a person's my-page says: they leave or follow on a day to come, or followed after `since`."""
        open_ = Q(done_at__isnull=True, cancelled_at__isnull=True)
        coming = open_ & (Q(leaving=user) | Q(successor_email=email))
        return self.visible_to(user).filter(coming | Q(successor=user, done_at__gte=since))

    def due(self, day):
        """Those whose day has come, and which wait for nobody's yes."""
        found = self.open().filter(effective_on__lte=day)
        return found.exclude(pk__in=self.awaiting_approval().values("pk")).order_by("effective_on", "id")


class Handover(models.Model):
    """An officer leaves their post to a successor on a day (引継ぎ), or, without their name, to nobody."""

    MAX_DAYS_AHEAD = 60

    class Origin(models.TextChoices):
        LEAVING = "leaving", "前任者"
        COLLEAGUE = "colleague", "同じ団体の担当者"
        MAILBOX = "mailbox", "担当課の共通アドレス"
        SECRETARIAT = "secretariat", "事務局"

    origin = models.CharField(
        "届け出た人", max_length=12, choices=Origin, default=Origin.COLLEAGUE, db_default=Origin.COLLEAGUE
    )
    leaving = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="前任者", on_delete=models.PROTECT, related_name="handovers"
    )
    successor_name = models.CharField("後任者の氏名", max_length=60, blank=True)
    successor_email = models.EmailField("後任者のメールアドレス", max_length=254, blank=True)
    effective_on = models.DateField("引継日")
    successor = person_field("後任者")
    created_at = models.DateTimeField("登録日時", default=timezone.now)
    created_by = person_field(
        "登録した人", help_text="共通アドレスから届け出たときは、まだ登録された人がいません。"
    )
    approved_at = models.DateTimeField(
        "承認日時",
        null=True,
        blank=True,
        help_text="代表担当者の引継ぎを共通アドレスから届け出たときに必要です。",
    )
    approved_by = person_field("承認した人")
    done_at = models.DateTimeField("実施日時", null=True, blank=True)
    failed_at = models.DateTimeField(
        "実施できなかった日時",
        null=True,
        blank=True,
        help_text="引継日に実施できず、1時間ごとに試しています。",
    )
    failed_reason = models.CharField("実施できない理由", max_length=300, blank=True, db_default="")
    cancelled_at = models.DateTimeField("取消日時", null=True, blank=True)
    cancelled_by = person_field("取り消した人")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "引継ぎ"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["leaving"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="handover_one_open_per_user",
                violation_error_message="この担当者の引継ぎはすでに登録されています。",
            ),
            filled_when(
                ~Q(origin="mailbox"),
                "created_by",
                message="共通アドレスからの届出以外には、登録した人が必要です。",
            ),
            both_or_neither("approved_at", "approved_by", message="承認には日時と人の両方が必要です。"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) & (Q(done_at__isnull=True) | Q(successor_email=""))
                | Q(done_at__isnull=False, successor__isnull=False) & ~Q(successor_email=""),
                name="handover_done_whole",
                violation_error_message="実施した引継ぎには、後任者なしのときを除き、後任者が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(successor_name="", successor_email="")
                | (~Q(successor_name="") & ~Q(successor_email="")),
                name="handover_successor_whole",
                violation_error_message="後任者には、氏名とメールアドレスの両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, done_at__isnull=True),
                name="handover_cancelled_whole",
                violation_error_message="取り消しには日時と取り消した人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True, failed_reason="")
                | (Q(failed_at__isnull=False, done_at__isnull=True) & ~Q(failed_reason="")),
                name="handover_failed_whole",
                violation_error_message="実施できなかった引継ぎには日時と理由の両方が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.leaving} → {self.successor_shown}"

    def get_absolute_url(self):
        return reverse("organization:handover-detail", args=[self.pk])

    @property
    def successor_shown(self) -> str:
        return self.successor_name or "後任者なし"

    @property
    def successor_line(self) -> str:
        """Name and address."""
        return f"{self.successor_name}（{self.successor_email}）" if self.successor_email else "後任者なし"

    @property
    def effect_planned(self) -> str:
        if not self.successor_email:
            return "引継日の朝に、前任者の利用を終了します。後任者はいません。"
        return "引継日の朝に引き継ぎ、後任者に案内を送ります。"

    @property
    def effect_done(self) -> str:
        told = "後任者に案内を送りました。" if self.successor_email else ""
        return f"{told}前任者は、これからログインできません。"

    @property
    def is_open(self) -> bool:
        return not self.done_at and not self.cancelled_at

    @property
    def awaits_approval(self) -> bool:
        """The same as `Handover.objects.awaiting_approval()` for one row."""
        of_representative = self.leaving.role == "representative"
        told_by_mail = self.origin == self.Origin.MAILBOX
        return self.is_open and of_representative and told_by_mail and self.approved_at is None

    @property
    def organization(self):
        """Whose officers change; None where the predecessor lost their section."""
        return self.leaving.organization

    @property
    def state(self) -> tuple[str, str]:
        """Word and tone of its tag."""
        if self.cancelled_at:
            return "取消", "muted"
        if self.done_at:
            return "実施済み", "success"
        if self.awaits_approval:
            return "承認待ち", "warning"
        return ("実施できません", "error") if self.failed_at else ("予定", "key")
