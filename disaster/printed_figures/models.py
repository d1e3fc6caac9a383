"""Numbers that were printed, and whether they can still be computed."""

import datetime

from django.db import models
from django.db.models import Q
from django.template.defaultfilters import floatformat
from django.urls import reverse

from common.paired_fields import both_or_neither, person_field
from disaster.figures.definitions import Figure, figure
from disaster.figures.scopes import Scope
from disaster.support_records.moments import Moments

CHECKED_FOR = datetime.timedelta(hours=20)


class PrintedFigureQuerySet(models.QuerySet):
    def check_due(self, now: datetime.datetime):
        """Not computed again since the last night."""
        return self.filter(Q(checked_at=None) | Q(checked_at__lt=now - CHECKED_FOR))

    def differing(self):
        """Not what the records say, and nobody has said what was done about it."""
        return self.filter(differs=True)


class PrintedFigure(models.Model):
    """A total that went into print, with its rule and its day, so that it can be proved (印刷した数)."""

    class Medium(models.TextChoices):
        NEWSLETTER = "newsletter", "全国連携NEWS"
        BULLETIN = "bulletin", "支援状況の報"
        ASSEMBLY = "assembly", "議会の答弁"
        PRESS = "press", "記者発表"
        EXPORT = "export", "配布した表・データ"
        OTHER = "other", "その他"

    key = models.SlugField("数の種類", max_length=40)
    rule_version = models.PositiveSmallIntegerField("規則の版")
    rule = models.TextField("規則の言葉")  # as it stood when the number was printed
    scope = models.JSONField("条件", default=dict, blank=True)
    disasters = models.JSONField("対象の災害", default=list, blank=True)  # as everybody saw them then
    on = models.DateField("どの日の状態か", null=True, blank=True)
    recorded_at = models.DateTimeField("いつの記録か")
    value = models.DecimalField("印刷した数", max_digits=20, decimal_places=2)
    unit = models.CharField("単位", max_length=20, blank=True)
    about = models.CharField("何についての数か", max_length=500, blank=True)
    basis = models.TextField("もとにした個票の範囲", blank=True)
    coverage = models.JSONField("収録の範囲", default=list, blank=True)
    sources = models.JSONField("出典", default=list, blank=True)
    is_by_hand = models.BooleanField("手で登録した数", default=False)
    medium = models.CharField("印刷したもの", max_length=10, choices=Medium)
    medium_words = models.CharField("号・ページなど", max_length=120)
    printed_on = models.DateField("印刷・発表の日")
    printed_by = person_field("登録した人")
    checked_at = models.DateTimeField("確かめた日時", null=True, blank=True)
    value_then = models.DecimalField(
        "当時の記録による数", max_digits=20, decimal_places=2, null=True, blank=True
    )
    value_now = models.DecimalField(
        "今の記録による数", max_digits=20, decimal_places=2, null=True, blank=True
    )
    reasons = models.JSONField("変わった理由", default=list, blank=True)
    differs = models.BooleanField("確認を待つ違いがある", default=False)
    settled_at = models.DateTimeField("対応した日時", null=True, blank=True)
    settled_by = person_field("対応した人")
    settled_value = models.DecimalField(
        "対応したときの今の数", max_digits=20, decimal_places=2, null=True, blank=True
    )
    settled_words = models.CharField("対応の内容", max_length=500, blank=True)

    objects = PrintedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "印刷した数"
        ordering = ["-differs", "-printed_on", "-pk"]
        indexes = [
            models.Index(fields=["-differs", "-printed_on", "-id"], name="printedfigure_listed"),
            models.Index(fields=["checked_at"], name="printedfigure_checked"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(medium_words__regex=r"\S"),
                name="printedfigure_medium_named",
                violation_error_message="号・ページなど、どこに印刷したかを入力してください。",
            ),
            both_or_neither(
                *("settled_at", "settled_by"),
                texts=["settled_words"],
                message="対応には、日時と人と内容が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.get_medium_display()} {self.medium_words}"

    def get_absolute_url(self):
        return reverse("disaster:printed-detail", args=[self.pk])

    @property
    def figure(self) -> Figure:
        """The rule by which it was printed."""
        return figure(self.key, self.rule_version)

    @property
    def label(self) -> str:
        return f"{self.figure.label}（{self.scope['item']}）" if "item" in self.scope else self.figure.label

    @property
    def number(self) -> str:
        """As it is printed, with its unit."""
        return f"{floatformat(self.value, '-2g')}{self.unit}"

    @property
    def asked(self) -> Scope:
        return Scope(**self.scope)

    @property
    def moments_then(self) -> Moments:
        return Moments(self.on, self.recorded_at)

    @property
    def is_proved(self) -> bool:
        """Whether the records of then give what was printed; only once it was checked."""
        return self.checked_at is not None and self.value_then == self.value

    @property
    def figure_url(self) -> str:
        """The page of the number as it is known now."""
        return reverse("disaster:figure", args=[self.key]) + self.asked.query(Moments(self.on))

    @property
    def url_then(self) -> str:
        """The page of the number as it was known on the day of the records."""
        return reverse("disaster:figure", args=[self.key]) + self.asked.query(self.moments_then)
