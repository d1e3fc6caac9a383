"""What an organisation asks of others, whatever it asks: who asks, until when, how it ends."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from common import japanese_calendar
from common.paired_fields import both_or_neither, filled_when, person_field
from correspondence.requests.words import Words
from members.organizations.historic_names import HistoricOrganizationName

UNSENT = ("draft", "review")  # states in which nobody who is to be asked knows of it


class BaseRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The asking organisation, drafts too; once sent the asked ones and the secretariat; nobody else."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        own = Q(organization=user.organization) if user.section_id else Q(pk__in=[])
        if user.is_secretariat:
            return self.filter(own | ~Q(state__in=UNSENT))
        return self.filter(own | Q(Exists(self._answers_of(user)), ~Q(state__in=UNSENT)))

    def sent(self):
        """What went out: no drafts."""
        return self.exclude(state__in=UNSENT)

    def drafts_of(self, user):
        """What the user's organisation has not sent yet; a reader (閲覧) continues none."""
        if not user.is_authenticated or not user.is_member or not user.acts_for_section:
            return self.none()
        return self.filter(organization=user.organization, state__in=UNSENT)

    def waiting_for(self, user):
        """Open ones that the user's organisation still has to answer, the earliest due date first."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        owed = Exists(self._answers_of(user).owed())
        return self.filter(owed, state=BaseRequest.State.OPEN).order_by("answer_due", "pk")

    def _answers_of(self, user):
        answers = self.model._meta.get_field("answers")
        rows = answers.related_model.objects.filter(organization=user.organization)
        return rows.filter(**{answers.field.name: OuterRef("pk")})


class BaseRequest(HistoricOrganizationName):
    """What one organisation asks of others (依頼・照会); the asking one owns it.

    Answers and steps of the children point at it with the reverse names `answers` and `steps`. A child says
    its ROOM and NAME, which verbs of the audit log and purposes of mails begin with, its WORDS, and CHOSEN,
    the many-to-many field of those whom it asks where `asks_chosen`, its `addressees()` and who `may_ask`.
    """

    ROOM: str
    NAME: str
    WORDS: Words
    CHOSEN: str

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        REVIEW = "review", "承認待ち"
        OPEN = "open", "受付中"
        CLOSED = "closed", "終了"
        WITHDRAWN = "withdrawn", "取下げ"

    organization = models.ForeignKey(
        "members.Organization", verbose_name="依頼元", on_delete=models.PROTECT, related_name="+"
    )
    section = models.ForeignKey(
        "members.Section", verbose_name="担当部署", on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField("担当者名（当時）", max_length=60)
    title = models.CharField("件名", max_length=100, blank=True)
    description = models.TextField("内容", max_length=5000, blank=True)
    answer_due = models.DateField("回答期限", null=True, blank=True)
    state = models.CharField("状態", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField("版", default=1)  # of the text, for two who write at once
    created_at = models.DateTimeField("作成日時", default=timezone.now)
    saved_at = models.DateTimeField("最終保存日時", default=timezone.now)
    saved_by = person_field("最終保存者")
    review_asked_at = models.DateTimeField("承認を求めた日時", null=True, blank=True)
    review_asked_by = person_field("承認を求めた人")
    approved_at = models.DateTimeField("承認日時", null=True, blank=True)
    approved_by = person_field("承認した人")
    returned_reason = models.CharField("差し戻した理由", max_length=500, blank=True)
    sent_at = models.DateTimeField("依頼日時", null=True, blank=True)
    sent_by = person_field("依頼した人")
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = person_field("終了した人")
    withdrawn_at = models.DateTimeField("取下げ日時", null=True, blank=True)
    withdrawn_by = person_field("取り下げた人")
    withdrawn_reason = models.CharField("取下げの理由", max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="%(class)s_owner"),
            models.Index(fields=["state", "answer_due"], name="%(class)s_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNSENT, sent_at__isnull=True, sent_by__isnull=True)
                | Q(
                    ~Q(state__in=UNSENT),
                    ~Q(title=""),
                    ~Q(description=""),
                    answer_due__isnull=False,
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                ),
                name="%(class)s_whole_when_sent",
                violation_error_message="出すには、件名、内容、回答期限が必要です。",
            ),
            both_or_neither("approved_at", "approved_by", message="承認には日時と人の両方が必要です。"),
            models.CheckConstraint(
                condition=~Q(state="review")
                | Q(review_asked_at__isnull=False, review_asked_by__isnull=False),
                name="%(class)s_review_asked",
                violation_error_message="承認待ちには、求めた日時と人が必要です。",
            ),
            both_or_neither("closed_at", "closed_by", message="終了には日時と人の両方が必要です。"),
            models.CheckConstraint(
                condition=Q(state__in=[*UNSENT, "open"], closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False)
                | Q(state="withdrawn"),
                name="%(class)s_closed_with_state",
                violation_error_message="状態と終了日時が合いません。",
            ),
            filled_when(
                Q(state="withdrawn"),
                "withdrawn_at",
                "withdrawn_by",
                texts=["withdrawn_reason"],
                message="取下げには日時、人、理由のすべてが必要です。",
            ),
        ]

    def __str__(self):
        return self.title or "（件名なし）"

    def why_not_sent(self, addressees: list) -> str:
        """What is missing to ask these organisations, as a sentence; "" where nothing is."""
        return ""

    @property
    def number_name(self) -> str:
        """What people write on paper and type into the search to find the page without its link."""
        return f"{self.WORDS.numbered} 第{self.pk}号"

    @property
    def saver(self) -> str:
        """Name of whoever saved it last."""
        return self.saved_by.name if self.saved_by else self.author_name

    @property
    def is_draft(self) -> bool:
        """Nobody who is to be asked knows of it: a draft, or one that waits for approval inside."""
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
    def is_overdue(self) -> bool:
        """Whether the due date has passed while answers are still taken: late ones are better than none."""
        return self.is_open and self.answer_due < japanese_calendar.today()
