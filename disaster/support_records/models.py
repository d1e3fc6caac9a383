from django.db import models
from django.db.models import F, Q

from disaster.models.disaster import Disaster
from disaster.models.support import Support


class StaffDispatch(Support):
    """Officers sent to a stricken municipality (職員派遣); never added across bases."""

    class Length(models.TextChoices):
        SHORT = "short", "短期"
        LONG = "long", "中長期"
        ALL = "all", "短期・中長期の区分なし"

    class Basis(models.TextChoices):
        HEADCOUNT = "headcount", "実人数"
        CUMULATIVE = "cumulative", "延べ人数（派遣者の累計）"
        PERSON_DAYS = "person_days", "延べ人日"
        PERSON_MONTHS = "person_months", "人月"
        ANY_STAY = "any_stay", "滞在日数に係わらず従事した職員等の数"
        ON_DISPATCH = "on_dispatch", "派遣中の人数"
        IN_FISCAL_YEAR = "in_fiscal_year", "年度の派遣人数"
        UNKNOWN = "unknown", "数え方不明"

    UNITS = {Basis.PERSON_DAYS: "人日", Basis.PERSON_MONTHS: "人月"}

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.CASCADE, related_name="dispatches"
    )
    length = models.CharField("期間の区分", max_length=6, choices=Length)
    people = models.PositiveIntegerField("人数", null=True, blank=True, help_text="分からないときは空欄。")
    people_basis = models.CharField("人数の数え方", max_length=16, choices=Basis, default=Basis.UNKNOWN)
    people_basis_text = models.CharField(
        "数え方（出典データの言葉）", max_length=100, blank=True, help_text="出典データにある言葉のまま。"
    )
    period_start = models.DateField("派遣の開始日", null=True, blank=True)
    period_end = models.DateField("派遣の終了日", null=True, blank=True)
    job = models.CharField("業務", max_length=100, blank=True)
    scheme = models.CharField(
        "派遣の制度", max_length=100, blank=True, help_text="例: 応急対策職員派遣制度。分からないときは空欄。"
    )

    class Meta(Support.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "職員派遣"
        constraints = [
            *Support.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__gte=F("period_start")),
                name="staffdispatch_ends_after_start",
                violation_error_message="終了日は開始日以後にしてください。",
            ),
        ]

    @property
    def unit(self) -> str:
        """What its number counts: 人, 人日 or 人月."""
        return self.UNITS.get(self.people_basis, "人")
