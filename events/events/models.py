from django.db import models
from django.db.models import F
from django.urls import reverse

from common.japanese_calendar import today
from common.paired_fields import person_field
from common.publication.models import DatePrecision, Publication
from common.text import excerpt
from events.events.constraints import CONSTRAINTS, FISCAL_YEAR, LAST_DAY
from events.events.dates import DateParts, date_parts, period_in_words
from events.events.querysets import EventQuerySet
from events.hosts.models import EventHost
from events.series.models import EventSeries
from events.venues.models import Venue
from members.organizations.models import Organization


class Event(Publication):
    """An event, exhibition, lecture or step of the project (イベント・展示・沿革)."""

    class Kind(models.TextChoices):
        SHOWCASE = "showcase", "魅力発信イベント"
        EXHIBITION = "exhibition", "全国連携展示"
        EXCHANGE = "exchange", "交流イベント"
        LECTURE = "lecture", "講演会"
        FESTIVAL = "festival", "東北絆まつり"
        SYMPOSIUM = "symposium", "シンポジウム"
        WARD_EVENT = "ward_event", "区の事業"
        MILESTONE = "milestone", "沿革"
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
    room = models.CharField("会場内の場所", max_length=100, blank=True, help_text="例：1階エントランスホール")
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
    fee = models.CharField("料金", max_length=200, blank=True, help_text="例：無料")
    audience = models.CharField("対象", max_length=200, blank=True)
    how_to_apply = models.TextField("申込方法", max_length=1000, blank=True)
    apply_until = models.DateField("申込期限", null=True, blank=True)
    contact_name = models.CharField("問い合わせ先", max_length=200, blank=True)
    contact_phone = models.CharField("電話番号", max_length=60, blank=True)
    contact_email = models.EmailField("メールアドレス", max_length=254, blank=True)
    website = models.URLField("関連ページ", max_length=500, blank=True)
    holding = models.CharField("開催の状況", max_length=12, choices=Holding, default=Holding.PLANNED)
    holding_note = models.CharField(
        "開催の状況の説明", max_length=500, blank=True, help_text="例：荒天が見込まれるため"
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
        constraints = [*Publication.Meta.constraints, *CONSTRAINTS]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event-detail", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """As get_kind_display, which builds a dictionary for each row of a list."""
        return self.Kind(self.kind).label

    @property
    def when(self) -> DateParts:
        """Its date as it is written large."""
        return date_parts(self.starts_on, self.ends_on, self.date_precision)

    @property
    def period(self) -> str:
        """All of its days in one line."""
        return period_in_words(self.starts_on, self.ends_on, self.date_precision)

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
        return self.called(EventHost.Role.HOST)

    def called(self, role: str) -> str:
        """Its hosts of that role, in one line."""
        return "・".join(host.name for host in self.hosts.all() if host.role == role)

    @property
    def about(self) -> str:
        """What it is about in a few lines, for a feed or a calendar."""
        return self.summary or excerpt(self.body, 300) or self.note

    @property
    def is_on_known_day(self) -> bool:
        return self.date_precision == DatePrecision.DAY

    @property
    def is_called_off(self) -> bool:
        """Not on the days that stand there: cancelled, or put off without a new day."""
        return self.holding in (self.Holding.CANCELLED, self.Holding.POSTPONED)
