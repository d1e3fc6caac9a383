"""What the records of each disaster add up to now, so that lists need not read the records."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from common.paired_fields import both_or_neither, person_field

GRAIN = ("sender", "sender_government", "job", "year", "item", "unit")  # what a sum may be told apart by


class SupportSum(models.Model):
    """What the records of one disaster add up to by one definition (個票の計); made anew when one is written.

    Of the standing versions alone; merges and publication are for whoever reads. A disaster without such
    records has no rows.
    """

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.CASCADE, related_name="+"
    )
    figure = models.CharField("数の定義", max_length=40)
    sender = models.CharField("支援した団体", max_length=80, blank=True)
    sender_government = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="支援した区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    job = models.CharField("業務", max_length=100, blank=True)
    year = models.PositiveSmallIntegerField("年度", default=0)  # 0: not known
    item = models.CharField("品目", max_length=100, blank=True)
    unit = models.CharField("単位", max_length=20, blank=True)
    total = models.DecimalField("計", max_digits=30, decimal_places=2, null=True, blank=True)
    known = models.PositiveIntegerField("分かっている個票")
    counted = models.PositiveIntegerField("数える個票")
    beside = models.PositiveIntegerField("数え方が違う個票")
    coverage = ArrayField(models.TextField(), verbose_name="収録の範囲", default=list, blank=True)
    bodies = ArrayField(models.BigIntegerField(), verbose_name="数える自治体", default=list, blank=True)
    sources = ArrayField(models.TextField(), verbose_name="出典", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "個票の計"
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "disaster", *GRAIN],
                nulls_distinct=False,
                name="supportsum_once",
                violation_error_message="この計はもう記録されています。",
            )
        ]

    def __str__(self):
        return f"{self.disaster_id} {self.figure}"


class SumDifferenceQuerySet(models.QuerySet):
    def waiting(self):
        """Nobody has said yet that they saw it."""
        return self.filter(seen_at=None)

    def waiting_first(self):
        return self.order_by(models.F("seen_at").desc(nulls_first=True), "-found_at", "-pk")


class SumDifference(models.Model):
    """Sums of a disaster that one night were not those of its records (個票の計の違い); mended then."""

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.PROTECT, related_name="+"
    )
    found_at = models.DateTimeField("見つけた日時")
    lines = models.JSONField("違い", default=list)  # sentences, one for each number
    seen_at = models.DateTimeField("確認した日時", null=True, blank=True)
    seen_by = person_field("確認した人")

    objects = SumDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "個票の計の違い"
        ordering = ["-found_at", "-pk"]
        constraints = [
            both_or_neither("seen_at", "seen_by", message="確認には、日時と人の両方が必要です。"),
        ]

    def __str__(self):
        return f"{self.disaster_id} {self.found_at:%Y-%m-%d}"
