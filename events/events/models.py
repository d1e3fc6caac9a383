from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import ExtractYear
from django.urls import reverse

from common.japanese_calendar import today
from common.paired_fields import both_or_neither, filled_when, person_field
from common.publication.models import DatePrecision, Publication, PublicationQuerySet, PublicationState
from common.text import excerpt
from events.events.dates import DateParts, date_parts, spelled_days
from events.series.models import EventSeries
from events.venues.models import Venue
from members.organizations.models import Organization

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
    def visible_to(self, user):
        """Everybody sees what is published; the secretariat, and whoever owns it, also see drafts."""
        if not user.is_authenticated:
            return self.published()
        if user.is_secretariat:
            return self
        if user.section_id is None:
            return self.published()
        own = Q(owner=user.section.organization_id)
        return self.filter(Q(state=PublicationState.PUBLISHED) | own)

    def waiting_for_approval(self):
        """Handed in by an organisation, not decided yet; the longest wait first."""
        return self.filter(submitted_at__isnull=False, state=PublicationState.DRAFT).order_by("submitted_at")

    def publication_due(self, now):
        """Drafts whose time of publication has come."""
        return self.filter(publish_at__lte=now, state=PublicationState.DRAFT)

    def upcoming(self, day=None):
        """What is on that day (today) or later, soonest first."""
        return self.filter(last_day__gte=today() if day is None else day).order_by("starts_on", "pk")

    def past(self, day=None):
        """What was over before that day (today), newest first; undated ones come last."""
        day = today() if day is None else day
        return self.filter(Q(last_day__lt=day) | Q(last_day__isnull=True)).newest_first()

    def newest_first(self):
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")

    def with_hosts(self):
        """With place and hosts, for pages and files that name them."""
        return self.select_related("venue").prefetch_related("hosts")

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

    class AttendanceMode(models.TextChoices):
        VENUE = "venue", "会場"
        ONLINE = "online", "オンライン"
        BOTH = "both", "会場とオンライン"

    class Holding(models.TextChoices):
        PLANNED = "planned", "予定どおり"
        CANCELLED = "cancelled", "中止"
        POSTPONED = "postponed", "延期"
        RESCHEDULED = "rescheduled", "日程変更"

    fact_key = models.CharField("出典データのキー", max_length=60, blank=True, editable=False)
    kind = models.CharField("種類", max_length=12, choices=Kind)
    title = models.CharField("名称", max_length=200)
    summary = models.TextField("紹介", max_length=2000, blank=True)
    body = models.TextField(
        "内容", max_length=20000, blank=True, help_text="チラシの内容を文章でも入力してください。"
    )
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
    starts_at = models.TimeField("開始時刻", null=True, blank=True)
    ends_at = models.TimeField("終了時刻", null=True, blank=True)
    attendance_mode = models.CharField(
        "開催方法", max_length=8, choices=AttendanceMode, default=AttendanceMode.VENUE
    )
    venue = models.ForeignKey(
        Venue, verbose_name="会場", null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    room = models.CharField("会場内の場所", max_length=100, blank=True, help_text="例: 1階エントランスホール")
    online_url = models.URLField(
        "オンラインの参加先",
        max_length=500,
        blank=True,
        help_text="申し込んだ人だけに知らせるアドレスです。公開のページには出ません。",
    )
    prefecture = models.CharField(
        "都道府県",
        max_length=4,
        blank=True,
        help_text="相手の自治体の都道府県。相手が一つに決まらないときは会場の都道府県。分からないときは空欄。",
    )
    fee = models.CharField("料金", max_length=200, blank=True, help_text="例: 無料")
    audience = models.CharField("対象", max_length=200, blank=True)
    how_to_apply = models.TextField("申込方法", max_length=1000, blank=True)
    apply_until = models.DateField("申込期限", null=True, blank=True)
    contact_name = models.CharField("問い合わせ先", max_length=200, blank=True)
    contact_phone = models.CharField("電話番号", max_length=60, blank=True)
    contact_email = models.EmailField("メールアドレス", max_length=254, blank=True)
    website = models.URLField("関連ページ", max_length=500, blank=True)
    holding = models.CharField("開催の状況", max_length=12, choices=Holding, default=Holding.PLANNED)
    holding_note = models.CharField(
        "開催の状況の説明", max_length=500, blank=True, help_text="例: 荒天が見込まれるため"
    )
    former_starts_on = models.DateField("変更前の開始日", null=True, blank=True)
    former_ends_on = models.DateField("変更前の終了日", null=True, blank=True)
    sequence = models.PositiveIntegerField(
        "カレンダーでの版",
        default=0,
        editable=False,
        help_text="日時・会場・開催の状況が変わるたびに1つ増えます。",
    )
    series = models.ForeignKey(
        EventSeries,
        verbose_name="シリーズ",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    # empty: the secretariat's own
    owner = models.ForeignKey(
        Organization,
        verbose_name="登録した団体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    copied_from = models.ForeignKey(
        "self",
        verbose_name="複製元",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    source = models.CharField("出典", max_length=500, blank=True)
    edition = models.PositiveIntegerField("版", default=1, editable=False)  # for two who write at once
    saved_by = person_field("保存した人", editable=False)
    submitted_at = models.DateTimeField("提出日時", null=True, blank=True, editable=False)
    submitted_by = person_field("提出した人", editable=False)
    returned_note = models.TextField("差戻しの理由", max_length=1000, blank=True, editable=False)
    publish_at = models.DateTimeField("公開予定日時", null=True, blank=True, editable=False)
    publish_by = person_field("公開を予約した人", editable=False)
    publish_problem = models.CharField("公開できなかった理由", max_length=200, blank=True, editable=False)
    # the key of its row in the file of open data that its municipality keeps
    open_data_code = models.CharField(
        "団体コード（オープンデータ）", max_length=6, blank=True, editable=False
    )
    open_data_number = models.CharField("番号（オープンデータ）", max_length=200, blank=True, editable=False)

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
            both_or_neither(
                texts=["open_data_code", "open_data_number"],
                message="オープンデータの団体コードと番号は、両方を入力するか、両方を空欄にしてください。",
            ),
            models.UniqueConstraint(
                fields=["open_data_code", "open_data_number"],
                condition=~Q(open_data_number=""),
                name="event_open_data_key",
                violation_error_message="同じ団体コードと番号のイベントがあります。",
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
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, date_precision=DatePrecision.DAY),
                name="event_time_on_a_day",
                violation_error_message="時刻は、開始日が日まで分かるときだけ入力できます。終了時刻だけの入力はできません。",
            ),
            both_or_neither(
                "submitted_at", "submitted_by", message="提出した日時と人は、両方を記録してください。"
            ),
            both_or_neither(
                "publish_at", "publish_by", message="公開予定の日時と、予約した人の両方が必要です。"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=True, publish_at__isnull=True),
                name="event_waits_only_as_draft",
                violation_error_message="公開したイベントに、提出や公開予定の日時は付けられません。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at"))
                | Q(ends_on__isnull=False, ends_on__gt=F("starts_on")),
                name="event_ends_at_after_start",
                violation_error_message="終了時刻は、開始時刻より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(former_starts_on__isnull=False, holding="rescheduled")
                | Q(former_starts_on__isnull=True, former_ends_on__isnull=True) & ~Q(holding="rescheduled"),
                name="event_former_day_when_rescheduled",
                violation_error_message="日程変更のときは、変更前の開始日を入力してください。ほかのときは空欄にします。",
            ),
            models.CheckConstraint(
                condition=Q(former_ends_on__isnull=True) | Q(former_ends_on__gte=F("former_starts_on")),
                name="event_former_days_in_order",
                violation_error_message="変更前の終了日は、変更前の開始日以後にしてください。",
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
    def place(self) -> str:
        """東京区政会館 1階エントランスホール; empty where nobody knows."""
        if self.attendance_mode == self.AttendanceMode.ONLINE:
            return self.get_attendance_mode_display()
        return " ".join(part for part in (self.venue.name if self.venue else "", self.room) if part)

    @property
    def host(self) -> str:
        """Who holds it (主催), in one line; prefetch `hosts` for a list."""
        return "・".join(host.name for host in self.hosts.all() if host.role == EventHost.Role.HOST)

    @property
    def about(self) -> str:
        """What it is about in a few lines, for a feed or a calendar."""
        return self.summary or excerpt(self.body, 300) or self.note

    @property
    def is_on_known_day(self) -> bool:
        return self.date_precision == DatePrecision.DAY

    @property
    def spelled_days(self) -> list[str]:
        """Its days as people type them into a search."""
        if self.starts_on is None:
            return []
        return spelled_days(self.starts_on, self.ends_on or self.starts_on, self.date_precision)

    @property
    def is_called_off(self) -> bool:
        """Not on the days that stand there: cancelled, or put off without a new day."""
        return self.holding in (self.Holding.CANCELLED, self.Holding.POSTPONED)


class EventHost(models.Model):
    """Who stands behind an event, and how (主催・共催など): a registered organisation or words."""

    class Role(models.TextChoices):
        HOST = "host", "主催"
        CO_HOST = "co_host", "共催"
        PARTNER = "partner", "連携協力"
        SUPPORTER = "supporter", "後援"
        SPONSOR = "sponsor", "協賛"

    event = models.ForeignKey(Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="hosts")
    role = models.CharField("立場", max_length=10, choices=Role, default=Role.HOST)
    position = models.PositiveSmallIntegerField("並び順", default=0)
    organization = models.ForeignKey(
        Organization,
        verbose_name="会員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="会員の団体なら選んでください。会員のページへつながります。",
    )
    name = models.CharField("名称", max_length=200, help_text="公開のページに出る名称")

    class Meta:
        verbose_name = verbose_name_plural = "主催・共催など"
        ordering = ["event", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "role", "name"],
                name="eventhost_once",
                violation_error_message="同じ立場の同じ名称があります。",
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="eventhost_named",
                violation_error_message="主催などの名称を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.name}"


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
