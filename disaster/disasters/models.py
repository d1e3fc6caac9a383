"""The register of disasters that the wards gave support in."""

import secrets

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse

from common.paired_fields import both_or_neither, filled_when, person_field
from common.publication.models import DatePrecision, Publication, PublicationQuerySet
from members.local_governments.models import LocalGovernment

MAX_PICTURES = 12  # on the page of one disaster


def make_key() -> str:
    """A key for a disaster that people entered; those of the seed data have names."""
    return secrets.token_hex(8)


class DisasterQuerySet(PublicationQuerySet):
    def newest_first(self):
        return self.order_by(F("began_on").desc(nulls_last=True), "-pk")

    def standing(self):
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def told_by(self, pk: int, moment=None):
        """The disaster of that key and all that were merged into it, as recorded at that moment."""
        return self.filter(pk__in=RawSQL(_MERGED, [pk, moment, moment]))  # noqa: S611


_MERGED = """
    WITH RECURSIVE told(id) AS (
        SELECT %s::bigint
        UNION SELECT one.id FROM disaster_disaster one JOIN told ON one.merged_into_id = told.id
        WHERE %s::timestamptz IS NULL OR one.merged_at <= %s
    )
    SELECT id FROM told
"""


class Disaster(Publication):
    """A disaster that the wards gave support in (災害)."""

    class Kind(models.TextChoices):
        EARTHQUAKE = "earthquake", "地震"
        TSUNAMI = "tsunami", "地震・津波"
        RAIN = "rain", "大雨"
        TYPHOON = "typhoon", "台風"
        SNOW = "snow", "大雪"
        VOLCANO = "volcano", "噴火"
        FIRE = "fire", "大規模火災"
        OTHER = "other", "その他"

    key = models.CharField(
        "識別名",
        max_length=40,
        unique=True,
        default=make_key,
        editable=False,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", "半角の英小文字、数字、ハイフンで入力してください。")],
    )
    name = models.CharField("名称", max_length=120)
    kind = models.CharField(
        "種類", max_length=10, choices=Kind, blank=True, help_text="分からないときは空欄。"
    )
    began_on = models.DateField(
        "発生日",
        null=True,
        blank=True,
        help_text="月までしか分からないときは、その月の1日を入力してください。",
    )
    date_precision = models.CharField(
        "日付の確かさ", max_length=12, choices=DatePrecision, default=DatePrecision.DAY
    )
    ended_on = models.DateField("支援を終えた日", null=True, blank=True, help_text="続いているときは空欄。")
    note = models.TextField("概要", max_length=1000, blank=True)
    source = models.CharField("出典", max_length=500)
    parent = models.ForeignKey(
        "self",
        verbose_name="もとになった災害",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="following",
        help_text="同じ地域で続いた災害のとき。例: 地震のあとの大雨。",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name="統合先の災害",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    merged_at = models.DateTimeField("統合日時", null=True, blank=True, editable=False)
    merged_by = person_field("統合した人", editable=False)

    objects = DisasterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "災害"
        ordering = [F("began_on").desc(nulls_last=True), "-pk"]
        indexes = [
            models.Index(F("began_on").desc(nulls_last=True), F("id").desc(), name="disaster_newest_first"),
            models.Index(fields=["changed_at"], name="disaster_changed_at"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            filled_when(
                ~Q(date_precision=DatePrecision.UNKNOWN),
                "began_on",
                message="発生日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(began_on__isnull=True)
                | Q(ended_on__gte=F("began_on")),
                name="disaster_ended_after_begin",
                violation_error_message="支援を終えた日は、発生日以後にしてください。",
            ),
            both_or_neither(
                "merged_at", "merged_by", "merged_into", message="統合には、統合先と日時と人が必要です。"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")) & ~Q(merged_into=F("id")),
                name="disaster_not_its_own",
                violation_error_message="同じ災害を選ぶことはできません。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("disaster:disaster-detail", args=[self.pk])

    @property
    def areas(self) -> str:
        """Names of the municipalities that records name, from what the list fetched."""
        return "、".join(area.local_government.full_name for area in self.affected_areas.all())


class DisasterMark(models.Model):
    """What was decided about a disaster by law, on which day and after which source (法の適用・指定)."""

    class Kind(models.TextChoices):
        RELIEF_ACT = "relief_act", "災害救助法の適用"
        SEVERE = "severe", "激甚災害の指定"
        SEVERE_LOCAL = "severe_local", "局地激甚災害の指定"

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.CASCADE, related_name="marks"
    )
    kind = models.CharField("区分", max_length=12, choices=Kind)
    marked_on = models.DateField("適用・指定の日", null=True, blank=True)
    source = models.CharField("出典", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "法の適用・指定"
        ordering = ["marked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disaster", "kind"],
                name="disastermark_once",
                violation_error_message="この区分はもう登録されています。",
            )
        ]

    def __str__(self):
        return self.get_kind_display()


class AffectedArea(models.Model):
    """A local government that a disaster struck and that is named in a record (被災自治体)."""

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.CASCADE, related_name="affected_areas"
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="自治体",
        on_delete=models.PROTECT,
        related_name="affected_by",
    )
    source = models.CharField("出典", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "被災自治体"
        ordering = ["local_government__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["disaster", "local_government"],
                name="affectedarea_once",
                violation_error_message="この自治体はもう登録されています。",
            )
        ]

    def __str__(self):
        return self.local_government.full_name
