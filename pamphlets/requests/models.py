from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from common import japanese_calendar
from members.organizations.historic_names import HistoricOrganizationName, by_whom
from members.organizations.models import Organization
from members.sections.models import Section

COPIES_MAX = 1_000_000
WAITING, ASKED = "waiting", "asked"  # of a ward's answer: it still owes one
OWED = (WAITING, ASKED)


def _answers() -> models.QuerySet:
    """The wards' answers; their model knows this one, not the other way round."""
    return apps.get_model("pamphlets", "WardAnswer").objects.all()


def _count_of(answers) -> Coalesce:
    # a subquery, not GROUP BY: counted for the rows of one page, not for the whole table
    own = answers.filter(pamphlet=OuterRef("pk")).order_by().values("pamphlet")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


UNSENT = ("draft", "review")  # states in which no ward knows of it yet


class PamphletRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The organisation that asks, drafts too; once asked the wards and the secretariat; nobody else."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        own = Q(organization=user.organization) if user.section_id else Q(pk__in=[])
        if user.is_secretariat:
            return self.filter(own | ~Q(state__in=UNSENT))
        asked = _answers().filter(pamphlet=OuterRef("pk"), organization=user.organization)
        return self.filter(own | Q(Exists(asked)))

    def sent(self):
        """Requests that went out to the wards: no drafts."""
        return self.exclude(state__in=UNSENT)

    def drafts_of(self, user):
        """Requests of his organisation that did not go out yet; a reader (閲覧) continues none."""
        if not user.is_authenticated or not user.is_member or not user.acts:
            return self.none()
        return self.filter(organization=user.organization, state__in=UNSENT)

    def for_rows(self):
        """What a row of a list shows: the owner, how many wards were asked, how many still owe an answer."""
        return self.select_related("organization__local_government").annotate(
            asked=_count_of(_answers()),
            silent=_count_of(_answers().filter(state__in=OWED)),
        )

    def with_answer_of(self, organization):
        """Adds `own_state` and `own_copies` of that ward; what still waits for it comes first."""
        own = _answers().filter(pamphlet=OuterRef("pk"), organization=organization)
        waits = Q(state=PamphletRequest.State.OPEN, own_state__in=OWED)
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
        silent = _answers().filter(pamphlet=OuterRef("pk"), organization=user.organization, state__in=OWED)
        return self.filter(Exists(silent), state=PamphletRequest.State.OPEN).order_by("answer_due", "pk")


class PamphletRequest(HistoricOrganizationName):
    """A request that wards hand out pamphlets (パンフレット配布依頼); the asking organisation owns it."""

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        REVIEW = "review", "承認待ち"
        OPEN = "open", "受付中"
        CLOSED = "closed", "締切"
        WITHDRAWN = "withdrawn", "取下げ"

    class Shown(models.TextChoices):
        """What the asked wards see of each other's answers (他区の回答の見え方)."""

        NOBODY = "nobody", "見せない"
        NAMES = "names", "回答した区の名前だけ"
        ALL = "all", "回答の内容まで"

    organization = models.ForeignKey(
        Organization, verbose_name="依頼元", on_delete=models.PROTECT, related_name="+"
    )
    section = models.ForeignKey(Section, verbose_name="担当部署", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField("担当者名(当時)", max_length=60)
    title = models.CharField("件名", max_length=100, blank=True)
    description = models.TextField("内容", max_length=5000, blank=True)
    size = models.CharField("大きさ", max_length=100, blank=True)
    grams = models.PositiveIntegerField("1部の重さ(g)", null=True, blank=True)
    copies_per_box = models.PositiveIntegerField("1箱の部数", null=True, blank=True)
    copies_available = models.PositiveIntegerField("配布できる部数", null=True, blank=True)
    copies_accepted = models.PositiveIntegerField("受け入れの合計", default=0)
    minimum_per_ward = models.PositiveIntegerField("1区あたりの最少部数", null=True, blank=True)
    period_from = models.DateField("配布の開始", null=True, blank=True)
    period_until = models.DateField("配布の終了", null=True, blank=True)
    deliver_by = models.DateField("納品の期限", null=True, blank=True)
    answer_due = models.DateField("回答期限", null=True, blank=True)
    all_wards = models.BooleanField("23区すべて", default=True, db_default=True)
    wards = models.ManyToManyField(Organization, verbose_name="依頼する区", blank=True, related_name="+")
    answers_shown = models.CharField(
        "他区の回答", max_length=8, choices=Shown, default=Shown.ALL, db_default=Shown.ALL.value
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField("作成日時", default=timezone.now)
    saved_at = models.DateTimeField("最終保存日時", null=True, blank=True)
    saved_by = by_whom("最終保存者")
    version = models.PositiveIntegerField("版", default=1, db_default=1)
    review_asked_at = models.DateTimeField("承認を求めた日時", null=True, blank=True)
    review_asked_by = by_whom("承認を求めた人")
    approved_at = models.DateTimeField("承認日時", null=True, blank=True)
    approved_by = by_whom("承認した人")
    returned_reason = models.CharField(
        "差し戻した理由", max_length=500, blank=True, default="", db_default=""
    )
    sent_at = models.DateTimeField("依頼日時", null=True, blank=True)
    sent_by = by_whom("依頼した人")
    closed_at = models.DateTimeField("締切日時", null=True, blank=True)
    closed_by = by_whom("締め切った人")
    withdrawn_at = models.DateTimeField("取下げ日時", null=True, blank=True)
    withdrawn_by = by_whom("取り下げた人")
    withdrawn_reason = models.CharField("取下げの理由", max_length=500, blank=True)

    objects = PamphletRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "パンフレット配布依頼"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="pamphlet_owner"),
            models.Index(fields=["state", "answer_due"], name="pamphlet_due"),
            models.Index(fields=["sent_at"], name="pamphlet_sent_at"),
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
                condition=Q(state__in=UNSENT, sent_at__isnull=True, sent_by__isnull=True)
                | Q(
                    ~Q(state__in=UNSENT),
                    ~Q(title=""),
                    ~Q(description=""),
                    copies_available__isnull=False,
                    answer_due__isnull=False,
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                ),
                name="pamphlet_whole_when_asked",
                violation_error_message="依頼を出すには、件名、内容、部数、回答期限が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="pamphlet_approved_at_and_by",
                violation_error_message="承認には日時と人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state="review", review_asked_at__isnull=False, review_asked_by__isnull=False)
                | ~Q(state="review"),
                name="pamphlet_review_asked",
                violation_error_message="承認待ちには、求めた日時と人が必要です。",
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
                | Q(state__in=UNSENT, closed_at__isnull=True)
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
        return self.title or "(件名なし)"

    def get_absolute_url(self):
        return reverse("pamphlets:pamphlet-detail", args=[self.pk])

    @property
    def number_name(self) -> str:
        """What people write on paper and type into the search to find the page without its link."""
        return f"配布依頼 第{self.pk}号"

    @property
    def period(self) -> str:
        """The wished period of handing out, in Japanese; empty where none was named."""
        start = f"{japanese_calendar.wareki(self.period_from)}から" if self.period_from else ""
        end = f"{japanese_calendar.wareki(self.period_until)}まで" if self.period_until else ""
        return start + end

    @property
    def saver(self) -> str:
        """Name of whoever saved it last."""
        return self.saved_by.name if self.saved_by else self.author_name

    @property
    def is_draft(self) -> bool:
        """No ward knows of it yet: a draft, or one that waits for approval inside the organisation."""
        return self.state in UNSENT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def state_tone(self) -> str:
        """Tone of the state's tag; the word always stands beside the colour."""
        tones = {"open": "success", "withdrawn": "error", "draft": "warning", "review": "warning"}
        return tones.get(self.state, "muted")

    @property
    def copies_left(self) -> int:
        return (self.copies_available or 0) - self.copies_accepted

    @property
    def is_overdue(self) -> bool:
        """Whether the due date has passed while answers are still taken."""
        return self.is_open and self.answer_due < japanese_calendar.today()
