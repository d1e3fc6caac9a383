from django.db import models

from common.compiled_queries.compiled import compiled


@compiled
def _latest(names):
    return Metric.objects.filter(name__in=names).order_by("name", "-as_of").distinct("name")


class MetricQuerySet(models.QuerySet):
    def latest(self, name):
        """The newest published figure of that name, or None."""
        return self.filter(name=name).order_by("-as_of").first()

    def latest_of(self, names):
        """`{name: newest figure}` in one query."""
        return {metric.name: metric for metric in _latest(tuple(names))}


class Metric(models.Model):
    """A figure the project has published, with the date it was true (公表値).

    Members, partner municipalities and agreement regions are three different sets: never add or swap them.
    """

    class Name(models.TextChoices):
        PARTNER_MUNICIPALITIES = "partner_municipalities", "連携自治体数"
        MEMBERS = "members", "会員数"
        SURVEY_REPLIES = "survey_replies", "全国市町村アンケート回答数"
        AGREEMENT_REGIONS = "agreement_regions", "広域連携協定の地域数"
        MINATO_PARTNERS = "minato_partner_municipalities", "港区の連携自治体数"
        SHINAGAWA_PARTNERS = "shinagawa_disaster_partner_municipalities", "品川区の災害時協定自治体数"
        TOHOKU_SUPPORT = "tohoku_kizuna_support_yen", "東北絆まつりへの支援金（円）"

    class Precision(models.TextChoices):
        DAY = "day", "日"
        MONTH = "month", "月"
        YEAR = "year", "年"

    name = models.CharField("項目", max_length=60, choices=Name)
    as_of = models.DateField("時点", help_text="月・年までしか分からないときは、その初日")
    precision = models.CharField("時点の細かさ", max_length=8, choices=Precision, default=Precision.DAY)
    value = models.BigIntegerField("値")
    qualifier = models.CharField("公表時の表現", max_length=200, blank=True)
    source = models.CharField("出典", max_length=300)

    objects = MetricQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公表値"
        ordering = ["name", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "as_of"],
                name="metric_name_as_of",
                violation_error_message="同じ項目の同じ時点の値があります。",
            )
        ]

    def __str__(self):
        return f"{self.get_name_display()} {self.as_of}"
