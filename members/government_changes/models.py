from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common import japanese_calendar
from common.paired_fields import filled_when, person_field
from members.access.querysets import SecretariatQuerySet
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import NAME_OF

WRONG_STATE = "状態と、日時・操作した人が合いません。"


class GovernmentChangeQuerySet(SecretariatQuerySet):
    def planned(self):
        return self.filter(state=GovernmentChange.State.PLANNED)

    def due(self, day):
        """Those planned whose day has come."""
        return self.planned().filter(effective_on__lte=day).order_by("effective_on", "pk")


class GovernmentChange(models.Model):
    """A merger, a new name or a new status of local governments on a day (廃置分合・名称変更)."""

    MAX_DAYS_AHEAD = 730

    class Kind(models.TextChoices):
        MERGER_NEW = "merger_new", "新設合併"
        MERGER_INTO = "merger_into", "編入合併"
        RENAME = "rename", "名称変更"
        CITY_STATUS = "city_status", "市制施行・町制施行"

    class State(models.TextChoices):
        PLANNED = "planned", "予定"
        DONE = "done", "実施済み"
        CANCELLED = "cancelled", "取りやめ"

    kind = models.CharField("種類", max_length=12, choices=Kind)
    effective_on = models.DateField("施行日")
    # the body that follows: a new row of these facts, or the one that takes the others in
    code = models.CharField(
        "団体コード",
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", "6桁の数字で入力してください。")],
    )
    name = models.CharField("名称", max_length=40, blank=True)
    name_kana = models.CharField("読み", max_length=80, blank=True)
    body_kind = models.CharField("種別", max_length=12, choices=LocalGovernment.Kind, blank=True)
    district = models.CharField("郡", max_length=20, blank=True)
    designated_city = models.BooleanField("政令指定都市", default=False)
    website = models.URLField("公式サイト", max_length=300, blank=True)
    absorbing = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="編入する団体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="absorptions",
    )
    survivor = models.ForeignKey(
        "members.Organization",
        verbose_name="引き継ぐ会員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="合併する団体に会員が二つ以上あるとき、登録を引き継ぐ会員です。",
    )
    source = models.CharField("根拠・出典", max_length=300, help_text="例：総務省告示の番号")
    state = models.CharField("状態", max_length=10, choices=State, default=State.PLANNED)
    trouble = models.CharField("実施できなかった理由", max_length=300, blank=True)
    moved = models.JSONField("動かした内容", default=dict, blank=True)
    created_at = models.DateTimeField("登録日時", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登録した人", on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField("実施日時", null=True, blank=True)
    done_by = person_field("実施した人")
    cancelled_at = models.DateTimeField("取りやめ日時", null=True, blank=True)
    cancelled_by = person_field("取りやめた人")

    objects = GovernmentChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "廃置分合・名称変更"
        ordering = ["-effective_on", "-pk"]
        indexes = [models.Index(fields=["state", "effective_on"], name="governmentchange_due")]
        constraints = [
            filled_when(Q(state="done"), "done_at", "done_by", message=WRONG_STATE),
            filled_when(Q(state="cancelled"), "cancelled_at", "cancelled_by", message=WRONG_STATE),
            models.CheckConstraint(
                condition=Q(kind="merger_into", absorbing__isnull=False, code="", name="")
                | (~Q(kind="merger_into") & Q(absorbing__isnull=True) & ~Q(code="") & ~Q(name="")),
                name="governmentchange_body_of_kind",
                violation_error_message="編入合併には編入する団体、ほかの変更には新しい団体の内容が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.successor_name}"

    def get_absolute_url(self):
        return reverse("members:government-change-detail", args=[self.pk])

    @property
    def successor_name(self) -> str:
        """The body that follows, with its prefecture."""
        if self.absorbing_id:
            return self.absorbing.full_name
        return f"{NAME_OF.get(self.code[:2], '')}{self.name}"

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_due(self) -> bool:
        return self.is_planned and self.effective_on <= japanese_calendar.today()

    @property
    def is_merger(self) -> bool:
        return self.kind in (self.Kind.MERGER_NEW, self.Kind.MERGER_INTO)

    @property
    def state_tone(self) -> str:
        if self.is_planned and self.trouble:
            return "error"
        return {"planned": "warning", "done": "success"}.get(self.state, "muted")


class SuccessionQuerySet(models.QuerySet):
    def planned_by(self, day):
        """Of bodies that end by that day as far as it is planned; the nearest day last."""
        planned = self.filter(change__state=GovernmentChange.State.PLANNED)
        return planned.filter(change__effective_on__lte=day).order_by("-change__effective_on")


class Succession(models.Model):
    """One body that ends by a change, and the one that follows it (前身と後継)."""

    change = models.ForeignKey(
        GovernmentChange, verbose_name="変更", on_delete=models.PROTECT, related_name="successions"
    )
    predecessor = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="前の団体",
        on_delete=models.PROTECT,
        related_name="followed_by",
    )
    successor = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="後の団体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follows",
        help_text="実施するまでは空欄です。",
    )

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "前身と後継"
        ordering = ["change", "predecessor__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "predecessor"],
                name="succession_once",
                violation_error_message="同じ団体が二度入力されています。",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=models.F("predecessor")),
                name="succession_of_two",
                violation_error_message="団体は自分自身の後継にはなりません。",
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor or '（予定）'}"
