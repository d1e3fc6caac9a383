from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import ExtractYear
from django.urls import reverse

from common.japanese_calendar import today
from common.paired_fields import filled_when
from common.publication.models import DatePrecision, Publication, PublicationQuerySet
from events.events.dates import DateParts, date_parts
from members.local_governments.models import LocalGovernment

# The fiscal year begins in April. A date known to the year only belongs to two of them, so to none.
FISCAL_YEAR = Case(
    When(date_precision__in=[DatePrecision.YEAR, DatePrecision.UNKNOWN], then=Value(None)),
    When(starts_on__month__lt=4, then=ExtractYear("starts_on") - Value(1)),
    default=ExtractYear("starts_on"),
    output_field=models.SmallIntegerField(null=True),
)


def _end_of(period: str) -> models.Func:
    template = f"(%(expressions)s + interval '1 {period}' - interval '1 day')::date"
    return models.Func("starts_on", template=template, output_field=models.DateField())


LAST_DAY = Case(
    When(ends_on__isnull=False, then=F("ends_on")),
    When(date_precision=DatePrecision.MONTH, then=_end_of("month")),
    When(date_precision__in=[DatePrecision.YEAR, DatePrecision.FISCAL_YEAR], then=_end_of("year")),
    default=F("starts_on"),
    output_field=models.DateField(null=True),
)

# A period is stored by its first day, so that sorting and the fiscal year stay right.
FIRST_OF_PERIOD = (
    Q(date_precision__in=[DatePrecision.DAY, DatePrecision.UNKNOWN])
    | Q(date_precision=DatePrecision.MONTH, starts_on__day=1)
    | Q(date_precision=DatePrecision.YEAR, starts_on__month=1, starts_on__day=1)
    | Q(date_precision=DatePrecision.FISCAL_YEAR, starts_on__month=4, starts_on__day=1)
)


class EventQuerySet(PublicationQuerySet):
    def upcoming(self, day=None):
        """What is on that day (today) or later, soonest first."""
        return self.filter(last_day__gte=today() if day is None else day).order_by("starts_on", "pk")

    def past(self, day=None):
        """What was over before that day (today), newest first; undated ones come last."""
        day = today() if day is None else day
        return self.filter(Q(last_day__lt=day) | Q(last_day__isnull=True)).newest_first()

    def newest_first(self):
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")

    def on_known_days(self):
        """Those a calendar can hold: the day itself is known."""
        return self.filter(date_precision=DatePrecision.DAY)


class Event(Publication):
    """An event, exhibition, lecture or step of the project (イベント・展示・あゆみ)."""

    class Kind(models.TextChoices):
        SHOWCASE = "showcase", "魅力発信イベント"
        EXHIBITION = "exhibition", "全国連携展示"
        EXCHANGE = "exchange", "交流イベント"
        LECTURE = "lecture", "講演会"
        FESTIVAL = "festival", "東北絆まつり"
        SYMPOSIUM = "symposium", "シンポジウム"
        WARD_EVENT = "ward_event", "区の事業"
        MILESTONE = "milestone", "あゆみ"
        OTHER = "other", "その他"

    fact_key = models.CharField("出典データのキー", max_length=60, blank=True, editable=False)
    kind = models.CharField("種類", max_length=12, choices=Kind)
    title = models.CharField("名称", max_length=200)
    summary = models.TextField("紹介", max_length=2000, blank=True)
    note = models.TextField("備考", max_length=1000, blank=True)
    starts_on = models.DateField(
        "開始日",
        null=True,
        blank=True,
        help_text="月までしか分からないときは、その月の1日を入力してください。",
    )
    ends_on = models.DateField("終了日", null=True, blank=True)
    date_precision = models.CharField(
        "日付の確かさ", max_length=12, choices=DatePrecision, default=DatePrecision.DAY
    )
    fiscal_year = models.GeneratedField(
        verbose_name="年度",
        expression=FISCAL_YEAR,
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )
    last_day = models.GeneratedField(
        verbose_name="最終日",
        expression=LAST_DAY,
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    venue = models.CharField("会場", max_length=200, blank=True)
    prefecture = models.CharField(
        "都道府県",
        max_length=4,
        blank=True,
        help_text="相手の自治体の都道府県。相手が一つに決まらないときは会場の都道府県。分からないときは空欄。",
    )
    host = models.CharField("主催", max_length=200, blank=True)
    source = models.CharField("出典", max_length=500)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "イベント・展示"
        ordering = [F("starts_on").desc(nulls_last=True), "-pk"]
        indexes = [
            models.Index(F("starts_on").desc(nulls_last=True), F("id").desc(), name="event_newest_first"),
            models.Index(fields=["last_day"], name="event_last_day"),
            models.Index(fields=["fiscal_year"], name="event_fiscal_year"),
            models.Index(fields=["changed_at"], name="event_changed_at"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.UniqueConstraint(
                fields=["fact_key"],
                condition=~Q(fact_key=""),
                name="event_fact_key",
                violation_error_message="同じ出典データのイベントがあります。",
            ),
            filled_when(
                ~Q(date_precision=DatePrecision.UNKNOWN),
                "starts_on",
                message="開始日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
            ),
            models.CheckConstraint(
                condition=FIRST_OF_PERIOD,
                name="event_first_of_period",
                violation_error_message="月まで分かるときはその月の1日、年までは1月1日、年度までは4月1日を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(date_precision=DatePrecision.DAY, ends_on__gte=F("starts_on")),
                name="event_ends_after_start",
                violation_error_message="終了日は開始日以後にしてください。終了日は、日まで分かるときだけ入力できます。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event-detail", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """As get_kind_display, which builds a dictionary for each row of a list."""
        return self.Kind(self.kind).label

    @property
    def tone(self) -> str:
        """Colour of its tag: steps of the project are quieter than what one may visit."""
        return "muted" if self.kind in (self.Kind.MILESTONE, self.Kind.OTHER) else "key"

    @property
    def when(self) -> DateParts:
        """Its date as it is written large."""
        return date_parts(self.starts_on, self.ends_on, self.date_precision)

    @property
    def is_upcoming(self) -> bool:
        return bool(self.last_day) and self.last_day >= today()

    @property
    def is_on_known_day(self) -> bool:
        return self.date_precision == DatePrecision.DAY


class Headcount(models.Model):
    """A number of people of an event (人数) and what it counts; never added across bases."""

    class Basis(models.TextChoices):
        CAPACITY = "capacity", "定員"
        APPLICATIONS = "applications", "申込者数"
        PEOPLE = "people", "参加者・来場者数"
        VISITS = "visits", "延べ来場者数"

    event = models.ForeignKey(
        Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="headcounts"
    )
    basis = models.CharField("数え方", max_length=12, choices=Basis)
    number = models.PositiveIntegerField("人数")
    label = models.CharField(
        "出典での書き方",
        max_length=100,
        blank=True,
        help_text="例: 聴講者、2日間延べ。出典の言葉のまま入力してください。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "人数"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "basis"],
                name="headcount_once_per_basis",
                violation_error_message="同じ数え方の人数があります。",
            )
        ]

    def __str__(self):
        return f"{self.get_basis_display()} {self.number:,}人"


class Participation(models.Model):
    """A local government that showed or took part in an event (出展・参加自治体)."""

    event = models.ForeignKey(
        Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="participations"
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="自治体",
        on_delete=models.PROTECT,
        related_name="event_participations",
    )

    class Meta:
        verbose_name = verbose_name_plural = "出展・参加自治体"
        ordering = ["local_government__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "local_government"],
                name="participation_once",
                violation_error_message="この自治体はもう登録されています。",
            )
        ]

    def __str__(self):
        return self.local_government.full_name
