from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from common.paired_fields import filled_when
from common.publication.models import DatePrecision, Publication, PublicationQuerySet
from members.local_governments.models import LocalGovernment


class DisasterQuerySet(PublicationQuerySet):
    def newest_first(self):
        return self.order_by(F("began_on").desc(nulls_last=True), "-pk")

    def with_counts(self):
        """Adds payments_count, dispatches_count, goods_count, others_count: of records, not of people."""
        return self.annotate(
            **{
                f"{name}_count": _count_of(getattr(self.model, name).rel.related_model)
                for name in ("payments", "dispatches", "goods", "others")
            }
        )


def _count_of(model):
    rows = model.objects.filter(disaster=OuterRef("pk")).order_by().values("disaster")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


class Disaster(Publication):
    """A disaster that the wards gave support in (災害)."""

    key = models.CharField(
        "識別名",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", "半角の英小文字、数字、ハイフンで入力してください。")],
        help_text="半角の英小文字、数字、ハイフン。例: noto2024。後から変えないでください。",
    )
    name = models.CharField("名称", max_length=120)
    began_on = models.DateField(
        "発生日",
        null=True,
        blank=True,
        help_text="月までしか分からないときは、その月の1日を入力してください。",
    )
    date_precision = models.CharField(
        "日付の確かさ", max_length=12, choices=DatePrecision, default=DatePrecision.DAY
    )
    note = models.TextField("備考", max_length=1000, blank=True)
    source = models.CharField("出典", max_length=500)

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
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("disaster:disaster-detail", args=[self.pk])

    @property
    def records_count(self) -> int:
        """How many records it has, of all kinds; only after `with_counts`."""
        return self.payments_count + self.dispatches_count + self.goods_count + self.others_count

    @property
    def areas(self) -> str:
        """Names of the municipalities that records name, from what the list fetched."""
        return "、".join(area.local_government.full_name for area in self.affected_areas.all())


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
