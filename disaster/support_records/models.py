from django.db import models
from django.db.models import F, Q

from members.local_governments.models import LocalGovernment


class SupportRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A record is seen with its disaster."""
        disasters = self.model._meta.get_field("disaster").related_model.objects
        return self.filter(disaster__in=disasters.visible_to(user))

    def with_names(self):
        return self.select_related("disaster", "sender_government", "recipient_government")


class SupportRecord(models.Model):
    """One record of support (支援の記録): who gave to whom, as of when, after which source.

    Each kind brings its own `disaster`, for a name of its own on the other side.
    """

    fact_key = models.CharField("出典データのキー", max_length=60, blank=True, editable=False)
    sender = models.CharField(
        "支援した団体", max_length=80, help_text="出典の言葉のまま。例: 特別区（23区共同）、新宿区。"
    )
    sender_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="支援した区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="一つの区と分かるときに選んでください。",
    )
    recipient = models.CharField(
        "支援先", max_length=80, blank=True, help_text="出典の言葉のまま。分からないときは空欄。"
    )
    recipient_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="支援先の自治体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField("備考", max_length=500, blank=True)
    is_planned = models.BooleanField(
        "予定", default=False, help_text="実施を確かめていない、予定の段階の記録です。"
    )
    as_of = models.DateField("いつ時点の記録か", null=True, blank=True)
    source = models.CharField("出典", max_length=500)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)

    objects = SupportRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact_key"],
                condition=~Q(fact_key=""),
                name="%(class)s_fact_key",
                violation_error_message="同じ出典データの記録があります。",
            )
        ]

    def __str__(self):
        return f"{self.sender}から{self.recipient or '支援先不明'}へ"


class RecoveryPayment(SupportRecord):
    """Money given to a stricken municipality (復興支援金・義援金); an empty amount is one not confirmed."""

    class Kind(models.TextChoices):
        RECOVERY = "recovery", "復興支援金"
        DONATION = "donation", "義援金"

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.CASCADE, related_name="payments"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind)
    amount_yen = models.PositiveBigIntegerField(
        "金額（円）", null=True, blank=True, help_text="確認できていないときは空欄。0円は入力できません。"
    )

    class Meta(SupportRecord.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "復興支援金・義援金"
        constraints = [
            *SupportRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(amount_yen__isnull=True) | models.Q(amount_yen__gt=0),
                name="recoverypayment_amount_not_zero",
                violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
            ),
        ]


class StaffDispatch(SupportRecord):
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
        "disaster.Disaster", verbose_name="災害", on_delete=models.CASCADE, related_name="dispatches"
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

    class Meta(SupportRecord.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "職員派遣"
        constraints = [
            *SupportRecord.Meta.constraints,
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


class ReliefGoods(SupportRecord):
    """Goods given to stricken municipalities (物資); the amounts stay in the words of the source."""

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.CASCADE, related_name="goods"
    )
    items = models.CharField("品目と数量", max_length=500, blank=True, help_text="分からないときは空欄。")

    class Meta(SupportRecord.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "物資"


class OtherSupport(SupportRecord):
    """Support that is neither money, people nor goods (その他の支援), such as taking in disaster waste."""

    class Kind(models.TextChoices):
        WASTE = "waste", "災害廃棄物の受入れ"
        VEHICLE = "vehicle", "清掃車両の派遣"
        PROXY = "proxy", "事務代理"
        OTHER = "other", "その他"

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.CASCADE, related_name="others"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind)
    amount = models.CharField(
        "内容と量", max_length=200, blank=True, help_text="出典の言葉のまま。例: 処理依頼量33,000トン。"
    )

    class Meta(SupportRecord.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "その他の支援"
