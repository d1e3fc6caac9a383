"""What is recorded of one act of support, version after version; statements share its columns."""

from django.db import models
from django.db.models import F, Q

from common.append_only.models import Version, VersionQuerySet
from common.paired_fields import filled_when
from members.local_governments.models import LocalGovernment


class Kind(models.TextChoices):
    RECOVERY = "recovery", "復興支援金"
    DONATION = "donation", "義援金"
    STAFF = "staff", "職員派遣"
    GOODS = "goods", "物資"
    WASTE = "waste", "災害廃棄物の受入れ"
    VEHICLES = "vehicles", "車両の派遣"
    CLERICAL = "clerical", "事務の支援"
    OTHER = "other", "その他の支援"


MONEY = (Kind.RECOVERY, Kind.DONATION)
TYPES = {  # as the public pages and files group them
    "money": ("復興支援金・義援金", MONEY),
    "staff": ("職員派遣", (Kind.STAFF,)),
    "goods": ("物資", (Kind.GOODS,)),
    "other": ("その他の支援", (Kind.WASTE, Kind.VEHICLES, Kind.CLERICAL, Kind.OTHER)),
}


class Giver(models.TextChoices):
    JOINT = "joint", "23区共同"
    WARD = "ward", "1つの区"
    WARDS = "wards", "各区の計"
    UNKNOWN = "unknown", "区分不明"


class Basis(models.TextChoices):
    """What a number of people counts; which of them may be added is code (`disaster/figures`)."""

    PERSONS = "persons", "実人数"
    HEADS = "heads", "延べ派遣者数"
    PERSON_DAYS = "person_days", "延べ人日"
    PERSON_MONTHS = "person_months", "人月"
    ANY_STAY = "any_stay", "滞在日数に係わらない従事者数"
    UNKNOWN = "unknown", "数え方不明"

    @property
    def unit(self) -> str:
        return {Basis.PERSON_DAYS: "人日", Basis.PERSON_MONTHS: "人月"}.get(self, "人")


class State(models.TextChoices):
    PLANNED = "planned", "予定"
    ON_DUTY = "on_duty", "派遣中"
    ENDED = "ended", "終了"
    CANCELLED = "cancelled", "中止"
    NONE = "none", "区分なし"


class Window(models.TextChoices):
    PERIOD = "period", "期間"
    FISCAL_YEAR = "fiscal_year", "年度"
    SINCE_ONSET = "since_onset", "発災からの累計"
    NONE = "none", "区分なし"


class Length(models.TextChoices):
    SHORT = "short", "短期"
    LONG = "long", "中長期"
    ALL = "all", "短期・中長期の区分なし"


class Told(models.Model):
    """Who gave what to whom, in which state and time, after which source: of a record or of a statement."""

    kind = models.CharField("種類", max_length=10, choices=Kind)
    giver = models.CharField("支援した団体の区分", max_length=7, choices=Giver, default=Giver.UNKNOWN)
    sender = models.CharField(
        "支援した団体", max_length=80, help_text="出典の言葉のまま。例：特別区（23区共同）、新宿区。"
    )
    sender_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="支援した区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="一つの区と分かるときに入力してください。例：新宿区。",
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
        help_text="都道府県から入力してください。例：石川県七尾市。",
    )
    amount_yen = models.PositiveBigIntegerField(
        "金額（円）", null=True, blank=True, help_text="確認できていないときは空欄。0円は入力できません。"
    )
    people = models.PositiveIntegerField("人数", null=True, blank=True, help_text="分からないときは空欄。")
    basis = models.CharField("人数の数え方", max_length=13, choices=Basis, blank=True)
    state = models.CharField("状態", max_length=9, choices=State, default=State.NONE)
    window = models.CharField("対象の期間", max_length=11, choices=Window, default=Window.NONE)
    period_start = models.DateField("開始日", null=True, blank=True)
    period_end = models.DateField("終了日", null=True, blank=True)
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）", null=True, blank=True)
    length = models.CharField("派遣の長さ", max_length=5, choices=Length, blank=True)
    job = models.CharField("業務", max_length=100, blank=True)
    scheme = models.CharField(
        "派遣の制度", max_length=100, blank=True, help_text="例：応急対策職員派遣制度。分からないときは空欄。"
    )
    item = models.CharField("品目", max_length=80, blank=True, help_text="1つの品目だけ。例：毛布。")
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField("単位", max_length=20, blank=True)
    content = models.CharField(
        "内容と量（出典の言葉）", max_length=500, blank=True, help_text="例：処理依頼量33,000トン。"
    )
    note = models.CharField("備考", max_length=500, blank=True)
    internal_note = models.CharField(
        "内部のメモ", max_length=500, blank=True, help_text="事務局だけが読みます。公開しません。"
    )
    derived = models.CharField(
        "推論の根拠", max_length=300, blank=True, help_text="出典にない値を導いたときに、その考え方。"
    )
    is_partial = models.BooleanField("出典の一部だけの記録", default=False)
    coverage = models.CharField(
        "収録の範囲", max_length=200, blank=True, help_text="例：出典の表のうち読み取れた8行。"
    )
    as_of = models.DateField("いつ時点の記録か", null=True, blank=True)
    source = models.CharField("出典", max_length=500)

    COLUMNS = (
        *("kind", "giver", "sender", "sender_government_id", "recipient", "recipient_government_id"),
        *("amount_yen", "people", "basis", "state", "window", "period_start", "period_end", "fiscal_year"),
        *("length", "job", "scheme", "item", "quantity", "unit", "content", "note", "internal_note"),
        *("derived", "is_partial", "coverage", "as_of", "source"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_yen__isnull=True) | Q(amount_yen__gt=0, kind__in=MONEY),
                name="%(class)s_amount_of_money",
                violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
            ),
            filled_when(
                Q(people__isnull=False),
                texts=["basis"],
                message="人数には数え方が必要です。出典に書かれていないときは「数え方不明」を選んでください。",
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(kind__in=[Kind.STAFF, Kind.CLERICAL]),
                name="%(class)s_people_of_staff",
                violation_error_message="人数は、職員派遣と事務の支援だけに入力できます。",
            ),
            models.CheckConstraint(
                condition=Q(period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__gte=F("period_start")),
                name="%(class)s_ends_after_start",
                violation_error_message="終了日は開始日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=~Q(window=Window.FISCAL_YEAR) | Q(fiscal_year__isnull=False),
                name="%(class)s_fiscal_year_named",
                violation_error_message="対象の期間が年度のときは、年度を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | (Q(quantity__gt=0) & ~Q(item="") & ~Q(unit="")),
                name="%(class)s_quantity_of_item",
                violation_error_message="数量は0より大きくし、品目と単位も入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(giver=Giver.WARD) | Q(sender_government__isnull=False),
                name="%(class)s_ward_named",
                violation_error_message="1つの区が支援したときは、支援した区を入力してください。",
            ),
        ]

    @property
    def from_to(self) -> str:
        """Who gave to whom, in words."""
        return f"{self.sender}から{self.recipient}へ" if self.recipient else f"{self.sender}（支援先は不明）"

    @property
    def people_unit(self) -> str:
        """人, 人日 or 人月; only where there is a number of people."""
        return Basis(self.basis).unit if self.basis else ""

    @property
    def is_money(self) -> bool:
        return self.kind in MONEY


class SupportRecordQuerySet(models.QuerySet):
    def visible_to(self, user, moment=None):
        """A record is seen with the disaster on whose page it is told, at that moment."""
        disasters = self.model._meta.get_field("disaster").related_model.objects
        return self.filter(disaster__in=disasters.told_to(user, moment))


class SupportRecord(models.Model):
    """One act of support (個票): a batch of staff, a payment, a consignment; its versions say what."""

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.PROTECT, related_name="records"
    )
    key = models.CharField("出典データのキー", max_length=60, blank=True, editable=False)

    objects = SupportRecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "個票"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key=""),
                name="supportrecord_key_once",
                violation_error_message="同じ出典データの記録があります。",
            )
        ]

    def __str__(self):
        return f"個票{self.pk}"


class ToldVersionQuerySet(VersionQuerySet):
    def visible_to(self, user, moment=None):
        """Those of disasters that the user may see, as they were told at that moment."""
        records = self.model._meta.get_field("record").related_model.objects
        return self.filter(record__in=records.visible_to(user, moment))

    def with_names(self):
        return self.select_related("record__disaster", "sender_government", "recipient_government")

    def on(self, day):
        """Of those that have days: what had begun by then; of the others what was told by then."""
        begun = Q(period_start__lte=day) | Q(period_start__isnull=True, as_of__lte=day)
        return self.filter(begun | Q(period_start__isnull=True, as_of__isnull=True))


class SupportRecordVersion(Told, Version):
    """What is said of one act of support from one recording to the next (個票の版)."""

    record = models.ForeignKey(
        SupportRecord, verbose_name="個票", on_delete=models.PROTECT, related_name="versions"
    )

    objects = ToldVersionQuerySet.as_manager()

    COLUMNS = Told.COLUMNS

    class Meta(Version.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "個票の版"
        constraints = [*Told.Meta.constraints, *Version.Meta.constraints]
        indexes = [  # a history walks from the last moment back, through those of one kind where it has one;
            # who is on duty, a job and a rare basis are few among the staff of all years
            models.Index(fields=["recorded_at"], name="supportrecordversion_recorded"),
            models.Index(fields=["superseded_at"], name="supportrecordversion_followed"),
            models.Index(fields=["kind", "recorded_at"], name="supportrecordversion_of_kind"),
            models.Index(fields=["kind", "superseded_at"], name="supportrecordversion_kind_gone"),
            models.Index(fields=["kind", "period_end"], name="supportrecordversion_until"),
            models.Index(fields=["kind", "job"], name="supportrecordversion_job"),
            models.Index(fields=["kind", "basis"], name="supportrecordversion_basis"),
        ]

    def __str__(self):
        return self.from_to
