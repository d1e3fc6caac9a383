from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from board.models.names import NameOfItsTime
from members.models import Organization, Section
from office import calendar

COPIES_MAX = 1_000_000


def _by(verb: str) -> models.ForeignKey:
    # PROTECT: accounts sleep, they are not deleted, and the paired `..._at` may not lose its person
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verb,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


def _count_of(answers) -> Coalesce:
    # a subquery, not GROUP BY: counted for the rows of one page, not for the whole table
    own = answers.filter(pamphlet=OuterRef("pk")).order_by().values("pamphlet")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


class PamphletRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The organisation that asks, the wards it asked, and the secretariat; nobody else."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        if user.is_secretariat:
            return self
        asked = WardAnswer.objects.filter(pamphlet=OuterRef("pk"), ward=user.organization)
        return self.filter(Q(organization=user.organization) | Q(Exists(asked)))

    def for_rows(self):
        """What a row of a list shows: the owner, how many wards were asked and how many are silent."""
        return self.select_related("organization__local_government").annotate(
            asked=_count_of(WardAnswer.objects.all()),
            silent=_count_of(WardAnswer.objects.filter(state=WardAnswer.State.WAITING)),
        )

    def with_answer_of(self, organization):
        """Adds `own_state` and `own_copies` of that ward; what still waits for it comes first."""
        own = WardAnswer.objects.filter(pamphlet=OuterRef("pk"), ward=organization)
        waits = Q(state=PamphletRequest.State.OPEN, own_state=WardAnswer.State.WAITING)
        return self.annotate(
            own_state=Subquery(own.values("state")[:1]),
            own_copies=Subquery(own.values("copies")[:1]),
            rank=Case(When(waits, then=Value(0)), default=Value(1), output_field=IntegerField()),
            due_first=Case(When(waits, then="answer_due")),
        ).order_by("rank", "due_first", "-pk")

    def waiting_for(self, user):
        """Open requests that the person's ward has not answered yet, the earliest due date first."""
        if not user.is_authenticated or not user.is_special_ward:
            return self.none()
        silent = WardAnswer.objects.filter(
            pamphlet=OuterRef("pk"), ward=user.organization, state=WardAnswer.State.WAITING
        )
        return self.filter(Exists(silent), state=PamphletRequest.State.OPEN).order_by("answer_due", "pk")


class PamphletRequest(NameOfItsTime):
    """A request that wards hand out pamphlets (パンフレット配布依頼); the asking organisation owns it."""

    class State(models.TextChoices):
        OPEN = "open", "受付中"
        CLOSED = "closed", "締切"
        WITHDRAWN = "withdrawn", "取下げ"

    organization = models.ForeignKey(
        Organization, verbose_name="依頼元", on_delete=models.PROTECT, related_name="pamphlet_requests"
    )
    section = models.ForeignKey(
        Section, verbose_name="担当部署", on_delete=models.PROTECT, related_name="pamphlet_requests"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField("担当者名(当時)", max_length=60)
    title = models.CharField("件名", max_length=100)
    description = models.TextField("内容", max_length=5000)
    size = models.CharField("大きさ", max_length=100, blank=True)
    copies_available = models.PositiveIntegerField("配布できる部数")
    copies_accepted = models.PositiveIntegerField("受け入れの合計", default=0)
    minimum_per_ward = models.PositiveIntegerField("1区あたりの最少部数", null=True, blank=True)
    period_from = models.DateField("配布の開始", null=True, blank=True)
    period_until = models.DateField("配布の終了", null=True, blank=True)
    deliver_by = models.DateField("納品の期限", null=True, blank=True)
    answer_due = models.DateField("回答期限")
    state = models.CharField("状態", max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField("依頼日時", default=timezone.now)
    closed_at = models.DateTimeField("締切日時", null=True, blank=True)
    closed_by = _by("締め切った人")
    withdrawn_at = models.DateTimeField("取下げ日時", null=True, blank=True)
    withdrawn_by = _by("取り下げた人")
    withdrawn_reason = models.CharField("取下げの理由", max_length=500, blank=True)

    objects = PamphletRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "パンフレット配布依頼"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="pamphlet_owner"),
            models.Index(fields=["state", "answer_due"], name="pamphlet_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(copies_available__gte=1, copies_available__lte=COPIES_MAX),
                name="pamphlet_copies_positive",
                violation_error_message="配布できる部数は1部以上、1,000,000部以下にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(copies_accepted__lte=models.F("copies_available")),
                name="pamphlet_not_oversold",
                violation_error_message="受け入れの合計が配布できる部数を超えています。",
            ),
            models.CheckConstraint(
                condition=Q(minimum_per_ward__isnull=True)
                | Q(minimum_per_ward__gte=1, minimum_per_ward__lte=models.F("copies_available")),
                name="pamphlet_minimum_within_copies",
                violation_error_message="最少部数は、配布できる部数以下にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_until__gte=models.F("period_from")),
                name="pamphlet_period_in_order",
                violation_error_message="配布の終了は、開始の日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="pamphlet_closed_whole",
                violation_error_message="締切には日時と人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False)
                | Q(state="withdrawn"),
                name="pamphlet_closed_with_state",
                violation_error_message="状態と締切日時が合いません。",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(withdrawn_reason=""),
                    state="withdrawn",
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                )
                | Q(
                    ~Q(state="withdrawn"),
                    withdrawn_at__isnull=True,
                    withdrawn_by__isnull=True,
                    withdrawn_reason="",
                ),
                name="pamphlet_withdrawn_whole",
                violation_error_message="取下げには日時、人、理由のすべてが必要です。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("board:pamphlet-detail", args=[self.pk])

    @property
    def number_name(self) -> str:
        """What people write on paper and type into the search to find the page without its link."""
        return f"配布依頼 第{self.pk}号"

    @property
    def period(self) -> str:
        """The wished period of handing out, in Japanese; empty where none was named."""
        start = f"{calendar.wareki(self.period_from)}から" if self.period_from else ""
        end = f"{calendar.wareki(self.period_until)}まで" if self.period_until else ""
        return start + end

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def state_tone(self) -> str:
        """Tone of the state's tag; the word always stands beside the colour."""
        return {"open": "success", "withdrawn": "error"}.get(self.state, "muted")

    @property
    def copies_left(self) -> int:
        return self.copies_available - self.copies_accepted

    @property
    def is_overdue(self) -> bool:
        """Whether the due date has passed while answers are still taken."""
        return self.is_open and self.answer_due < calendar.today()


class WardAnswer(models.Model):
    """One ward's answer to a pamphlet request (区の回答); it exists, waiting, from the day of asking."""

    class State(models.TextChoices):
        WAITING = "waiting", "回答待ち"
        ACCEPTED = "accepted", "受け入れ"
        DECLINED = "declined", "辞退"

    pamphlet = models.ForeignKey(
        PamphletRequest, verbose_name="依頼", on_delete=models.CASCADE, related_name="answers"
    )
    ward = models.ForeignKey(
        Organization, verbose_name="特別区", on_delete=models.PROTECT, related_name="ward_answers"
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.WAITING)
    copies = models.PositiveIntegerField("受け入れる部数", null=True, blank=True)
    places = models.PositiveIntegerField("配布する場所の数", null=True, blank=True)
    remark = models.TextField("備考・理由", max_length=500, blank=True)
    answered_at = models.DateTimeField("回答日時", null=True, blank=True)
    answered_by = _by("回答者")
    answered_by_name = models.CharField("回答者名(当時)", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区の回答"
        ordering = ["pamphlet", "ward"]
        indexes = [models.Index(fields=["ward", "state"], name="wardanswer_ward_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["pamphlet", "ward"],
                name="wardanswer_once_per_ward",
                violation_error_message="この区には既に依頼しています。",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | Q(~Q(state="waiting"), answered_at__isnull=False, answered_by__isnull=False),
                name="wardanswer_answered_whole",
                violation_error_message="回答には日時と回答者の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", copies__isnull=False, copies__gte=1)
                | Q(~Q(state="accepted"), copies__isnull=True, places__isnull=True),
                name="wardanswer_copies_with_accepted",
                violation_error_message="受け入れには1部以上の部数が必要です。",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(remark=""),
                name="wardanswer_declined_with_reason",
                violation_error_message="辞退には理由が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.ward.name} {self.get_state_display()}"

    @property
    def state_tone(self) -> str:
        return {"waiting": "warning", "accepted": "success"}.get(self.state, "muted")

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def working_days(self, asked_on) -> int:
        """Working days (開庁日) from the day of asking to the answer, or to today while it waits."""
        until = timezone.localdate(self.answered_at) if self.answered_at else calendar.today()
        return calendar.working_days_between(asked_on, until)
