"""The register of disasters that the wards gave support in."""

import secrets

from django.core.exceptions import EmptyResultSet
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from common.append_only.models import Recorded, Said
from common.formats import row_url
from common.paired_fields import both_or_neither, filled_when, person_field
from common.publication.models import DatePrecision, Publication, PublicationQuerySet, PublicationState
from members.local_governments.models import LocalGovernment

MAX_PICTURES = 12  # on the page of one disaster


def make_key() -> str:
    """A key for a disaster that people entered; those of the seed data have names."""
    return secrets.token_hex(8)


class DisasterQuerySet(PublicationQuerySet):
    def newest_first(self):
        return self.order_by(F("began_on").desc(nulls_last=True), "-pk")

    def standing(self, moment=None):
        """Those with a page of their own: merged into none; at a moment of the past also public then."""
        if moment is None:
            return self.filter(merged_into__isnull=True)
        over = DisasterPeriod.objects.at(moment)
        public = Q(state=PublicationState.PUBLISHED, published_at__lte=moment)
        public |= Q(pk__in=over.filter(merged_into__isnull=True).values("disaster"))
        merged = Q(merged_into__isnull=False, merged_at__lte=moment)
        merged |= Q(pk__in=over.filter(merged_into__isnull=False).values("disaster"))
        return self.filter(public).exclude(merged)

    def with_merged(self, moment=None):
        """These and all that were merged into them, by any number of steps, at that moment."""
        try:
            roots, values = self.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return self.none()
        sql = RawSQL(_WITH_MERGED.format(roots=roots), [*[moment] * 4, *values])  # noqa: S611
        return self.model.objects.filter(pk__in=sql)

    def told_by(self, disaster: "Disaster", moment=None):
        """The disaster itself and all that were merged into it, at that moment."""
        return self.filter(pk=disaster.pk).with_merged(moment)

    def told_to(self, user, moment=None):
        """Those whose records the user reads: on their own page or on that of the one they were merged into.

        Of a moment: as it stood then, without what is hidden from the user today.
        """
        return self.visible_to(user)._told(moment)

    def told_in_public(self, moment=None):
        """Those whose records everybody reads."""
        return self.published()._told(moment)

    def _told(self, moment):
        """By those of these with a page; of a moment only by those that are told somewhere today."""
        roots = self if moment is None else self.filter(pk__in=self.standing().with_merged())
        return roots.standing(moment).with_merged(moment)


_WITH_MERGED = """
    WITH RECURSIVE merges(id, into_id) AS (
        SELECT id, merged_into_id FROM disaster_disaster
        WHERE merged_into_id IS NOT NULL AND (%s::timestamptz IS NULL OR merged_at <= %s)
        UNION ALL SELECT disaster_id, merged_into_id FROM disaster_disasterperiod
        WHERE merged_into_id IS NOT NULL AND recorded_at <= %s AND superseded_at > %s
    ), told(id) AS (
        ({roots}) UNION SELECT merges.id FROM merges JOIN told ON merges.into_id = told.id
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
        help_text="同じ地域で続いた災害のとき。例：地震のあとの大雨。",
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
        return row_url("disaster:disaster-detail", self.pk)


class DisasterPeriodQuerySet(models.QuerySet):
    def at(self, moment):
        return self.filter(recorded_at__lte=moment, superseded_at__gt=moment)


class DisasterPeriod(Recorded):
    """A time that is over, in which a disaster was public, or merged into another (公開・統合の期間)."""

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.PROTECT, related_name="periods"
    )
    merged_into = models.ForeignKey(
        Disaster,
        verbose_name="統合先だった災害",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="公開していた期間のときは空欄。",
    )
    superseded_at = models.DateTimeField("終わりの日時", editable=False)
    superseded_by = person_field("終わらせた人", editable=False)
    words = models.CharField("統合を取り消した理由", max_length=500, blank=True, editable=False)

    objects = DisasterPeriodQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公開・統合の期間"
        ordering = ["superseded_at"]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(words__regex=r"\S"),
                name="disasterperiod_undone_with_reason",
                violation_error_message="統合を取り消すときは、理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("disaster")),
                name="disasterperiod_not_its_own",
                violation_error_message="同じ災害を選ぶことはできません。",
            ),
        ]

    def __str__(self):
        return f"{self.disaster}の{'統合' if self.merged_into_id else '公開'}"


class DisasterMark(Said):
    """What was decided about a disaster by law, on which day and after which source (法の適用・指定)."""

    COLUMNS = ("marked_on", "source")

    class Kind(models.TextChoices):
        RELIEF_ACT = "relief_act", "災害救助法の適用"
        SEVERE = "severe", "激甚災害の指定"
        SEVERE_LOCAL = "severe_local", "局地激甚災害の指定"

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.PROTECT, related_name="marks"
    )
    kind = models.CharField("区分", max_length=12, choices=Kind)
    marked_on = models.DateField("適用・指定の日", null=True, blank=True)
    source = models.CharField("出典", max_length=500)

    class Meta(Said.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "法の適用・指定"
        ordering = ["marked_on", "pk"]
        constraints = [
            *Said.Meta.constraints,
            models.UniqueConstraint(
                fields=["disaster", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="disastermark_once",
                violation_error_message="この区分はもう登録されています。",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class AffectedArea(Said):
    """A local government that a disaster struck and that is named in a record (被災自治体)."""

    COLUMNS = ("source",)

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.PROTECT, related_name="affected_areas"
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="自治体",
        on_delete=models.PROTECT,
        related_name="affected_by",
    )
    source = models.CharField("出典", max_length=500)

    class Meta(Said.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "被災自治体"
        ordering = ["local_government__code"]
        constraints = [
            *Said.Meta.constraints,
            models.UniqueConstraint(
                fields=["disaster", "local_government"],
                condition=Q(superseded_at__isnull=True),
                name="affectedarea_once",
                violation_error_message="この自治体はもう登録されています。",
            ),
        ]

    def __str__(self):
        return self.local_government.full_name
